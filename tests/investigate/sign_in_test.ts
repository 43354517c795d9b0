import assert from "node:assert/strict";
import { openCase } from "../../src/investigate/case.ts";
import { concludeSignIn } from "../../src/investigate/sign_in.ts";
import { show } from "../../src/investigate/words.ts";
import { SCENARIOS } from "./scenarios/all.ts";

for (const { name, story, causes, notices = [], headline } of SCENARIOS) {
  Deno.test(`verdict: ${name}`, () => {
    const facts = story().facts();
    const { findings, ruledOut, unchecked } = concludeSignIn(openCase(facts));

    const told = findings.filter(({ id, severity }) => severity !== "notice" || id === "nothing_wrong").map(({ id }) =>
      id
    );
    assert.deepEqual(told, causes);
    assert.equal(findings[0].id, causes[0]);
    const said = show(findings[0].headline, { quote: (value) => `"${value}"`, time: (value) => value.toISOString() });
    if (headline !== undefined) assert.match(said, headline);
    const asides = findings.filter(({ id, severity }) => severity === "notice" && id !== "nothing_wrong").map((
      { id },
    ) => id);
    assert.deepEqual(asides, notices);

    const ids = new Set([...facts.events, ...facts.nearby, ...facts.org].map(({ uuid }) => uuid));
    for (const { evidence } of findings) {
      assert(evidence.length > 0);
      for (const id of evidence.flatMap(({ events = [] }) => events)) assert(ids.has(id), `no event ${id}`);
    }
    assert.equal(
      new Set([...findings, ...ruledOut, ...unchecked].map(({ id }) => id)).size,
      findings.length + ruledOut.length + unchecked.length,
    );
    if (findings.some(({ id, severity }) => id.startsWith("account_") && severity === "critical")) {
      const first = findings[0].next.flatMap(({ call }) => call?.tool ?? [])[0];
      assert(
        first === "review_user_security" || first === "secure_user_account",
        `an attack recommends ${first} first`,
      );
      assert(
        !findings.some(({ next }) => next.some(({ call }) => call?.tool === "unlock_user_account")),
        "recommends unlocking",
      );
    }
  });
}
