import { openCase } from "../../src/investigate/case.ts";
import { assessRisk } from "../../src/investigate/risk.ts";
import { concludeSignIn } from "../../src/investigate/sign_in.ts";
import { SCENARIOS } from "../../tests/investigate/scenarios/all.ts";
import { REVIEWS } from "../../tests/investigate/scenarios/reviews.ts";
import type { Measure, Row } from "../row.ts";

/** A case whose truth is known: what an investigation should say of it, and what it said. The verdict comes first. */
interface Tried {
  truth: readonly string[];
  told: readonly string[];
}

/** How often the investigations are right: why people cannot sign in, and how much danger they are in. */
export const verdicts: Row = () => {
  const causes = SCENARIOS.map(({ story, causes, notices = [] }): Tried => ({
    truth: [...causes, ...notices],
    told: concludeSignIn(openCase(story().facts())).findings.map(({ id }) => id),
  }));
  const dangers = REVIEWS.map(({ story, level, signals }): Tried => {
    const risk = assessRisk(openCase(story().facts()));
    return { truth: [level, ...signals], told: [risk.level, ...risk.signals.map(({ id }) => id)] };
  });
  return Promise.resolve([...measures("sign-in", causes), ...measures("danger", dangers)]);
};

function measures(name: string, tried: readonly Tried[]): Measure[] {
  const sum = (count: (one: Tried) => number) => tried.reduce((total, one) => total + count(one), 0);
  const told = sum(({ told }) => told.length);
  const truth = sum(({ truth }) => truth.length);
  const right = sum(({ truth, told }) => told.filter((id) => truth.includes(id)).length);
  return [
    { name: `${name}: cases`, value: tried.length, unit: "" },
    { name: `${name}: precision`, value: right / told, unit: "" },
    { name: `${name}: recall`, value: right / truth, unit: "" },
    { name: `${name}: false findings`, value: told - right, unit: "", target: 0 },
    { name: `${name}: missed findings`, value: truth - right, unit: "", target: 0 },
    {
      name: `${name}: wrong verdicts`,
      value: sum(({ truth, told }) => Number(truth[0] !== told[0])),
      unit: "",
      target: 0,
    },
  ];
}
