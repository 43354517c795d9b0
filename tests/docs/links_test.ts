import assert from "node:assert/strict";
import { dirname, join } from "node:path";

const PAGES = [
  ...["README.md", "CONTRIBUTING.md", "CHANGELOG.md"],
  ...Array.from(Deno.readDirSync("docs"), ({ name }) => `docs/${name}`).filter((path) => path.endsWith(".md")),
];

/** The anchor that GitHub gives to a heading. */
function anchor(heading: string): string {
  return heading.toLowerCase().replace(/[^\p{L}\p{N}\p{M}_ -]/gu, "").replaceAll(" ", "-");
}

async function anchors(path: string): Promise<Set<string>> {
  const text = (await Deno.readTextFile(path)).replace(/^```.*?^```/gms, "");
  const explicit = [...text.matchAll(/<a (?:id|name)="([^"]+)"/g)].map(([, name]) => name!);
  return new Set([...explicit, ...[...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchor(heading!))]);
}

for (const page of PAGES) {
  Deno.test(`every relative link of ${page} leads somewhere`, async () => {
    const text = (await Deno.readTextFile(page)).replace(/^```.*?^```/gms, "");
    for (const [, link] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(link!)) continue;
      const [path = "", fragment] = link!.split("#");
      const target = path === "" ? page : join(dirname(page), path);
      assert.ok(await Deno.stat(target).catch(() => undefined), `${page}: ${link} does not exist`);
      if (fragment) assert.ok((await anchors(target)).has(fragment), `${page}: ${link} has no such heading`);
    }
  });
}
