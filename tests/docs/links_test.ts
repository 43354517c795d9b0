import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { REPOSITORY } from "../../src/version.ts";
import { PAGES } from "./pages.ts";

/** GitHub's own pages about a repository are two folders above its files. */
const ACTIONS = /^\.\.\/\.\.\/actions\/workflows\/(\w+\.yml)/;

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
  Deno.test(`every link of ${page} leads somewhere`, async () => {
    const text = (await Deno.readTextFile(page)).replace(/^```.*?^```/gms, "");
    for (const [, link] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(link!)) {
        assert.match(link!, new RegExp(`^https://(?!github\\.com/(?!${REPOSITORY}/))`), link);
        continue;
      }
      const [path = "", fragment] = link!.split("#");
      const workflow = ACTIONS.exec(path)?.[1];
      const target = path === "" ? page : workflow ? `.github/workflows/${workflow}` : join(dirname(page), path);
      assert.ok(await Deno.stat(target).catch(() => undefined), `${page}: ${link} does not exist`);
      if (fragment) assert.ok((await anchors(target)).has(fragment), `${page}: ${link} has no such heading`);
    }
  });
}
