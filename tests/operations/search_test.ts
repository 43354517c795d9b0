import assert from "node:assert/strict";
import { loadOperations } from "../../src/okta/operations.ts";
import { areaOf, AREAS } from "../../src/operations/areas.ts";
import { NOTES, TAGS } from "../../src/operations/glossary.ts";
import { createSearch } from "../../src/operations/search.ts";
import { SPOKEN } from "../../src/operations/spoken.ts";
import { wordsOf } from "../../src/operations/words.ts";
import questions from "./questions.json" with { type: "json" };
import spokenQuestions from "./spoken_questions.json" with { type: "json" };
import taskQuestions from "./task_questions.json" with { type: "json" };

const contract = await loadOperations();
const search = createSearch(contract);
const ids = (query: string, limit = 5, area?: string) => search.find(query, limit, area).map(({ id }) => id);

/** Half of the questions were not looked at while the glossary was tuned: which half, says their FNV-1a hash. */
function isHeldOut(question: string): boolean {
  let hash = 2166136261;
  for (const byte of new TextEncoder().encode(question)) hash = Math.imul(hash ^ byte, 16777619) >>> 0;
  return (hash >>> 16) % 2 === 1;
}

/**
 * Questions in the words of who knows Okta, as they are said at a help desk, and tasks over all areas, written by
 * somebody who knew neither the glossary nor the search.
 */
const SETS: [name: string, questions: Record<string, string[]>, share: number][] = [
  ["", questions, 0.95],
  ["spoken ", spokenQuestions, 0.85],
  ["task ", taskQuestions, 0.9],
];

for (const [name, set, share] of SETS) {
  for (const heldOut of [false, true]) {
    Deno.test(`at least ${share * 100} of 100 ${heldOut ? "held-out" : "tuning"} ${name}questions find their operation in the first 5`, () => {
      const asked = Object.entries(set).filter(([question]) => isHeldOut(question) === heldOut);
      const found = asked.filter(([question, right]) => ids(question).some((id) => right.includes(id)));
      assert(asked.length >= 40);
      assert(found.length / asked.length >= share, `${found.length} of ${asked.length}`);
    });
  }
}

Deno.test("every operation is found in the first 5 by the words of its own id", () => {
  const missed = Object.keys(contract.operations).filter((id) => !ids(wordsOf(id).join(" ")).includes(id));
  assert.deepEqual(missed, []);
});

Deno.test("word order, case, plurals and typing errors do not matter", () => {
  for (
    const query of ["list network zones", "network zone list", "NETWORK ZONES", "list netwrok zones", "zones network?"]
  ) {
    assert.equal(ids(query)[0], "listNetworkZones", query);
  }
  assert.equal(ids("deactivating a network zone")[0], "deactivateNetworkZone");
});

Deno.test("a country's name stands for countries", () => {
  assert.equal(ids("who can sign in from Russia")[0], "listNetworkZones");
  assert.equal(ids("block North Korea")[0], "createNetworkZone");
});

Deno.test("an area narrows the search", () => {
  assert(search.find("create a rule", 25, "groups").every(({ tag }) => areaOf(tag) === "groups"));
  assert.equal(ids("create a rule", 5, "groups")[0], "createGroupRule");
});

Deno.test("what nothing fits is answered with nothing", () => {
  assert.deepEqual(ids("zzzz qqqq"), []);
  assert.deepEqual(ids("the of and"), []);
  assert.deepEqual(ids("?!"), []);
});

Deno.test("the glossary and the areas keep up with the contract", () => {
  const tags = [...new Set(Object.values(contract.operations).map(({ tag }) => tag))].sort();
  assert.deepEqual(Object.values(AREAS).flat().sort(), tags);
  assert.deepEqual(Object.keys(TAGS).sort(), tags);
  for (
    const words of [
      NOTES,
      SPOKEN,
      ...SETS.map(([, set]) => Object.fromEntries(Object.values(set).flat().map((id) => [id, ""]))),
    ]
  ) {
    assert.deepEqual(Object.keys(words).filter((id) => contract.operations[id] === undefined), []);
  }
});

Deno.test("the documentation names every area", async () => {
  const page = await Deno.readTextFile(new URL("../../docs/operations.md", import.meta.url));
  const named = page.match(/The areas: ([\s\S]*?)\./)?.[1]?.split(/,\s+/);
  assert.deepEqual(named, Object.keys(AREAS));
});
