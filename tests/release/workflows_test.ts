import assert from "node:assert/strict";
import { parse } from "yaml";
import { errorsIn } from "./powershell.ts";

interface Workflow {
  permissions: Record<string, string>;
  jobs: Record<string, { needs?: string | string[]; steps: { uses?: string; run?: string; shell?: string }[] }>;
}

const FOLDER = ".github/workflows";
const FILES = Array.from(Deno.readDirSync(FOLDER), ({ name }) => name);

for (const file of FILES) {
  Deno.test(`${file}: least rights, pinned actions, scripts that parse`, async () => {
    const text = await Deno.readTextFile(`${FOLDER}/${file}`);
    const { permissions, jobs } = parse(text) as Workflow;
    assert.deepEqual(permissions, { contents: "read" });
    for (const line of text.match(/uses: .*/g)!) {
      assert.match(line, /^uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, "an action is pinned to a commit");
    }
    for (const [name, { needs = [], steps }] of Object.entries(jobs)) {
      for (const needed of [needs].flat()) assert.ok(needed in jobs, `${name} needs ${needed}`);
      for (const { run, shell } of steps) {
        if (run === undefined) continue;
        // An event's text in a script could be a script of its own (GitHub's "Script injections").
        assert.doesNotMatch(run, /\$\{\{/, run);
        if (shell === "powershell" || shell === "pwsh") {
          assert.deepEqual(await errorsIn(run), []);
        } else {
          const { success } = await new Deno.Command("sh", { args: ["-n", "-c", run], stderr: "null" }).output();
          assert.ok(success, run);
        }
        for (const [path] of run.matchAll(/\b(?:scripts|packaging|tests)\/[\w./-]+/g)) await Deno.stat(path);
      }
    }
  });
}
