import assert from "node:assert/strict";
import type { PolicyRule } from "../../../src/okta/policies.ts";
import { conditionsOf } from "../../../src/tools/shared/rule_conditions.ts";

const names = new Map([["00g1", "Sales"], ["00g2", "IT"], ["nzo1", "Offices"], ["00u1", "Jane Moreno"]]);
const said = (conditions: Record<string, unknown>) => conditionsOf({ conditions } as PolicyRule, names);

Deno.test("conditions are phrases with names; an id without a name stays an id", () => {
  assert.deepEqual(
    said({
      people: { groups: { include: ["00g1", "00g2"], exclude: ["00g9"] }, users: { exclude: ["00u1"] } },
      network: { connection: "ZONE", include: ["nzo1"] },
      device: { registered: true, managed: false, assurance: { include: ["dae1"] } },
      platform: { include: [{ type: "MOBILE", os: { type: "IOS" } }, { type: "DESKTOP", os: { type: "MACOS" } }] },
      riskScore: { level: "HIGH" },
      elCondition: { condition: 'user.title == "x"' },
    }),
    [
      'in group "Sales" or "IT"',
      'not in group "00g9"',
      'not person "Jane Moreno"',
      'from zone "Offices"',
      "device registered",
      "device not managed",
      "device passes an assurance policy",
      "on IOS or MACOS",
      "risk HIGH",
      "expression \"user.title == 'x'\"",
    ],
  );
});

Deno.test("conditions that hold for everybody say nothing", () => {
  const everybody = {
    people: { users: { exclude: [] }, groups: {} },
    network: { connection: "ANYWHERE" },
    platform: { include: [{ type: "ANY", os: { type: "ANY" } }] },
    riskScore: { level: "ANY" },
    authContext: { authType: "ANY" },
    device: {},
    elCondition: null,
    userType: null,
    other: {},
  };
  assert.deepEqual(said(everybody), []);
});

Deno.test("a condition of a new kind is told as Okta has it", () => {
  assert.deepEqual(said({ moonPhase: { is: "full" } }), [`moonPhase "{'is':'full'}"`]);
});
