import assert from "node:assert/strict";
import { startOrg } from "./harness.ts";
import { tokens } from "./tokens.ts";

const UNLIMITED = { rateLimits: { "/api/v1/logs": 1e6, "/api/v1/users/{id}": 1e6 } };

interface Signal {
  signal: string;
  level: string;
  evidence: { events?: string[] }[];
}

Deno.test("an account taken over by MFA fatigue", async () => {
  await using org = await startOrg();
  const { text, data } = await org.call("review_user_security", { user: "priya.nair" });
  assert.equal(data.level, "critical");
  const signals = data.signals as Signal[];
  assert.deepEqual(signals.filter(({ level }) => level === "critical").map(({ signal }) => signal), [
    "mfa_fatigue",
    "factor_change",
  ]);
  assert.deepEqual(signals.map(({ signal }) => signal).toSorted(), [
    "factor_change",
    "impossible_travel",
    "mfa_fatigue",
    "new_place",
    "okta_risk",
  ]);
  assert.match(
    text,
    /^Risk for "Priya Nair" \(priya\.nair@harbor\.example, ACTIVE\): CRITICAL\.\ncritical, MFA fatigue: 9 factor prompts/,
  );
  assert.match(text, /They usually sign in from "Boston, United States"\./);
  assert.match(text, /Looked for and not found: .*Brute force/);
  const [step] = data.next as { tool: string; arguments: { steps: string[]; factors: string[] } }[];
  assert.equal(step?.tool, "secure_user_account");
  const intruders = org.user("priya.nair").factors.filter(({ profile }) => profile?.name === "SM-A546E").map(({ id }) =>
    id
  );
  assert(intruders.every((id) => step.arguments.factors.includes(id)));
  const uuids = new Set(org.sandbox.state.events.map(({ uuid }) => uuid));
  assert(signals.every(({ evidence }) => evidence.every(({ events = [] }) => events.every((id) => uuids.has(id)))));
});

Deno.test("levels of the others, each with few requests and few words", async (t) => {
  await using org = await startOrg(UNLIMITED);
  const levels: Record<string, [level: string, ...signals: string[]]> = {
    "aisha.bello": ["none"],
    "jane.moreno": ["none"],
    "kenji.watanabe": ["none"],
    "sam.whitfield": ["none"],
    "marcus.webb": ["none"],
    "grace.okafor": ["none"],
    "helen.park": ["none"],
    "tom.becker": ["none"],
    "eleanor.marsh": ["medium", "password_spray", "threat_insight"],
  };
  for (const [user, [level, ...signals]] of Object.entries(levels)) {
    await t.step(user, async () => {
      const before = org.sandbox.requests.length;
      const { text, data } = await org.call("review_user_security", { user });
      assert.equal(data.level, level);
      assert.deepEqual((data.signals as Signal[]).map(({ signal }) => signal), signals);
      assert.match(text, new RegExp(`: ${level.toUpperCase()}\\.\\n`));
      assert(org.sandbox.requests.length - before <= 12);
      assert(tokens(text) <= 1_500);
    });
  }
});

Deno.test("the window is the caller's", async () => {
  await using org = await startOrg();
  const { data, text } = await org.call("review_user_security", { user: "eleanor.marsh", since: "2d" });
  assert.equal(data.level, "none");
  assert.match(text, /between 2026-07-13 14:00 UTC and 2026-07-15 14:00 UTC/);
});

Deno.test("an ambiguous name is answered with the candidates", async () => {
  await using org = await startOrg();
  assert.match(await org.refused("review_user_security", { user: "Alex Kim" }), /alex\.kim2@/);
});
