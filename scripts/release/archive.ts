import { REPOSITORY, VERSION } from "../../src/version.ts";
import type { Target } from "./targets.ts";
import { tarGz } from "./tar.ts";
import { zip } from "./zip.ts";

/** A file in an archive. */
export interface ArchiveFile {
  name: string;
  bytes: Uint8Array;
  /** Unix permissions, such as 0o755. */
  mode: number;
}

/** The archive of a target: the program, and what a person who unpacks it should have beside it. */
export async function archiveOf(target: Target, program: Uint8Array): Promise<Uint8Array> {
  const texts = await Promise.all(["LICENSE", "README.md", "CHANGELOG.md"].map(async (name) => ({
    name,
    bytes: new TextEncoder().encode(standalone(await Deno.readTextFile(name))),
    mode: 0o644,
  })));
  const files = [{ name: target.program, bytes: program, mode: 0o755 }, ...texts];
  return target.os === "windows" ? zip(files) : tarGz(files);
}

/** A page whose links lead to this version's files on GitHub: beside the program there are none. */
function standalone(page: string): string {
  return page.replace(/\]\((?![a-z]+:|#|\.\.)/g, `](https://github.com/${REPOSITORY}/blob/v${VERSION}/`)
    .replaceAll("](../../", `](https://github.com/${REPOSITORY}/`);
}
