// deno-lint-ignore-file no-console
/**
 * Makes a release in dist/release/: `release.ts [--dry-run] [TARGET…]`, all targets where none is named. Archives of
 * other targets that are there stay, so that machines which can each compile for some of them can take turns.
 * Without `--dry-run` it then drafts the release on GitHub (`gh`), where the tag of this version must be.
 */
import { VERSION } from "../src/version.ts";
import { bundle, compileBundle } from "./compile.ts";
import { describe, pack } from "./release/assemble.ts";
import { targetNamed, TARGETS } from "./release/targets.ts";

const FOLDER = "dist/release";
const BUNDLE = "dist/release-bundle";

/** What a person has to download to try the program. */
const LARGEST_DOWNLOAD_MB = 40;

const isDryRun = Deno.args.includes("--dry-run");
const named = Deno.args.filter((word) => word !== "--dry-run").map(targetNamed);

await Deno.mkdir(FOLDER, { recursive: true });
await bundle(BUNDLE);
for (const target of named.length > 0 ? named : TARGETS) {
  const program = await Deno.makeTempDir();
  try {
    await compileBundle(BUNDLE, `${program}/${target.program}`, target);
    await pack(target, await Deno.readFile(`${program}/${target.program}`), FOLDER);
  } finally {
    await Deno.remove(program, { recursive: true });
  }
  const megabytes = (await Deno.stat(`${FOLDER}/${target.archive}`)).size / 1e6;
  console.log(`${target.archive}: ${megabytes.toFixed(1)} MB`);
  if (megabytes > LARGEST_DOWNLOAD_MB) fail(`${target.archive} is larger than ${LARGEST_DOWNLOAD_MB} MB`);
}
const missing = await describe(FOLDER);
if (missing.length > 0) console.log(`Left out what needs every target. Missing: ${missing.join(", ")}`);

if (!isDryRun) {
  if (missing.length > 0) fail("A release has every target");
  const files = Array.from(Deno.readDirSync(FOLDER), ({ name }) => `${FOLDER}/${name}`).sort();
  const args = ["release", "create", `v${VERSION}`, "--draft", "--verify-tag", "--generate-notes", ...files];
  const { code } = await new Deno.Command("gh", { args, stdout: "inherit", stderr: "inherit" }).output();
  Deno.exit(code);
}

function fail(why: string): never {
  console.error(why);
  Deno.exit(1);
}
