import assert from "node:assert/strict";
import fc from "fast-check";
import { AmbiguousError, fold, nameRank, nearestTo, NotFoundError, theOne } from "../../src/okta/lookup.ts";
import { anyText } from "./any_text.ts";

const candidate = (name: string) => ({ id: `id-${name}`, name, facts: ["ACTIVE"] });
const find = (ref: string, names: string[]) => theOne("app", ref, names, (name) => nameRank(name, ref), candidate);

Deno.test("the best fit wins, whatever else begins alike", () => {
  assert.equal(find("Slack", ["slack", "Slack EMEA", "Slack"]), "Slack");
  assert.equal(find("slack", ["Slack EMEA", "Slack"]), "Slack");
  assert.equal(find("sla", ["Slack", "Zoom"]), "Slack");
  assert.equal(find("lack", ["Slack"]), undefined);
});

Deno.test("several equal fits are listed, never chosen among", () => {
  const names = Array.from({ length: 13 }, (_, i) => `Slack ${i}`);
  assert.throws(() => find("slack", names), (error: Error) => {
    assert(error instanceof AmbiguousError);
    assert.equal(error.candidates.length, 10);
    assert.equal(error.more, 3);
    assert.match(error.message, /"slack" matches 13 apps:\n- "Slack 0" \(ACTIVE, id id-Slack 0\)[^]*and 3 more/);
    return true;
  });
});

Deno.test("a name cannot break out of its line", () => {
  fc.assert(fc.property(anyText, (name) => {
    const { message } = new NotFoundError("user", name, [{ id: "00u1", name, login: name, facts: ["ACTIVE"] }]);
    assert.equal(message.split("\n").length, 3);
  }));
});

Deno.test("case, accents and curly apostrophes do not tell names apart", () => {
  assert.equal(fold("Zoë  O’Brien"), fold("ZOE O'BRIEN"));
  assert.notEqual(fold("Maria Lopez"), fold("Maria Lopes"));
});

Deno.test("the nearest names come first, strangers not at all", () => {
  const names = ["Maria Lopes", "Jane Moreno", "Janet Morris", "Omar Haddad"];
  assert.deepEqual(nearestTo("jnae moreno", names, (name) => [name]), ["Jane Moreno"]);
  assert.deepEqual(nearestTo("moriss, janet", names, (name) => [name]), ["Janet Morris", "Jane Moreno"]);
  assert.deepEqual(nearestTo("??", names, (name) => [name]), []);
});
