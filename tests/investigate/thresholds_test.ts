import assert from "node:assert/strict";
import { openCase } from "../../src/investigate/case.ts";
import { assessRisk } from "../../src/investigate/risk.ts";
import { adjustThresholds, THRESHOLDS } from "../../src/investigate/thresholds.ts";
import { Story, stranger } from "./scenarios/story.ts";

Deno.test("an operator's number takes the place of ours, the others stay", () => {
  assert.deepEqual(adjustThresholds(""), { ...THRESHOLDS });
  assert.deepEqual(adjustThresholds("bruteForceFailures=20, attackShare=0.8"), {
    ...THRESHOLDS,
    bruteForceFailures: 20,
    attackShare: 0.8,
  });
});

Deno.test("what is no threshold or no number is named", () => {
  for (
    const [text, named] of [["hurry=3", "hurry"], ["toString=3", "toString"], ["locks", "locks"], ["a=1 locks=2", "a"]]
  ) {
    const read = adjustThresholds(text!);
    assert("problem" in read && read.problem.includes(`"${named}"`), text);
  }
  for (const value of ["0", "-1", "many", "Infinity", ""]) {
    assert("problem" in adjustThresholds(`locks=${value}`), value);
  }
});

Deno.test("the rules compare with the number that was set", () => {
  const facts = Story.withHistory().wrongPasswords(stranger, 11, "3h", 60).facts();
  const signals = (text: string) => {
    const thresholds = adjustThresholds(text);
    assert(!("problem" in thresholds));
    return assessRisk(openCase({ ...facts, thresholds })).signals.map(({ id }) => id);
  };
  assert.deepEqual(signals(""), ["brute_force"]);
  assert.deepEqual(signals("bruteForceFailures=12"), []);
});

Deno.test("no rule compares with a number that cannot be set", async () => {
  const folder = new URL("../../src/investigate/", import.meta.url);
  for (const part of ["rules", "rules/shared", "signals"]) {
    for await (const { name, isFile } of Deno.readDir(new URL(part, folder))) {
      if (!isFile) continue;
      const source = await Deno.readTextFile(new URL(`${part}/${name}`, folder));
      assert.doesNotMatch(source, /(?<!\$\{)THRESHOLDS\./, `${part}/${name}`);
    }
  }
});
