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
import unseenQuestions from "./unseen_questions.json" with { type: "json" };

const contract = await loadOperations();
const search = createSearch(contract);
const ids = (query: string, limit = 5, area?: string) => search.find(query, limit, area).map(({ id }) => id);

/**
 * Questions in the words of who knows Okta; as they are said at a help desk; tasks over all areas; and those that nobody
 * looked at while phrases and ranking were worked on, by authors who knew neither.
 */
const SETS: Record<string, Record<string, string[]>> = {
  expert: questions,
  spoken: spokenQuestions,
  task: taskQuestions,
  unseen: unseenQuestions,
};

for (const [name, set] of Object.entries(SETS)) {
  Deno.test(`at least 95 of 100 ${name} questions find their operation in the first 5`, () => {
    const asked = Object.entries(set);
    const missed = asked.filter(([question, right]) => !ids(question).some((id) => right.includes(id)));
    assert(asked.length >= 100);
    assert(missed.length / asked.length <= 0.05, `${missed.length} of ${asked.length}: ${missed.join("; ")}`);
  });
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
  assert.deepEqual(Object.keys(SPOKEN).sort(), Object.keys(contract.operations).sort());
  for (
    const words of [
      NOTES,
      ...Object.values(SETS).map((set) => Object.fromEntries(Object.values(set).flat().map((id) => [id, ""]))),
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
