import assert from "node:assert/strict";
import { openCase } from "../../src/investigate/case.ts";
import { assessRisk, SIGNAL_RULES, stepsFor } from "../../src/investigate/risk.ts";
import { LEVELS } from "../../src/investigate/signals/signal.ts";
import { REVIEWS } from "./scenarios/reviews.ts";

for (const { name, story, level, signals } of REVIEWS) {
  Deno.test(`danger: ${name}`, () => {
    const facts = story().facts();
    const opened = openCase(facts);
    const risk = assessRisk(opened);
    assert.deepEqual(risk.signals.map(({ id }) => id).sort(), signals.toSorted());
    assert.equal(risk.level, level);
    assert.equal(risk.absent.length + signals.length, SIGNAL_RULES.length);

    const ids = new Set([...facts.events, ...facts.nearby].map(({ uuid }) => uuid));
    const cited = risk.signals.flatMap(({ evidence }) => evidence.flatMap(({ events = [] }) => events));
    assert(cited.every((id) => ids.has(id)));
    assert(risk.signals.every(({ evidence }) => evidence.length > 0));
    const graveness = risk.signals.map(({ level }) => LEVELS.indexOf(level));
    assert.deepEqual(graveness, graveness.toSorted((a, b) => b - a));

    const calls = stepsFor(risk, opened).flatMap(({ call }) => call?.tool ?? []);
    assert(!calls.includes("unlock_user_account"));
    assert.equal(calls.includes("secure_user_account"), level === "critical" || level === "high");
  });
}
