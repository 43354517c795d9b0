import assert from "node:assert/strict";
import { NOW, type Org, startOrg } from "./harness.ts";

const TOOL = "check_org_health";
type Concern = { severity: string; area: string; title: string; count: number; examples: string[]; next: string };

async function concernsOf(org: Org): Promise<Concern[]> {
  return (await org.call(TOOL)).data.concerns as Concern[];
}

function about(concerns: Concern[], title: RegExp): Concern | undefined {
  return concerns.find((concern) => title.test(concern.title));
}

Deno.test("the demo org: the gravest first, each with names and the next call, and what was looked at", async () => {
  await using org = await startOrg();
  const { text, data } = await org.call(TOOL);
  assert.match(text, /^Concerns: \d+ high, \d+ medium, \d+ low\.\n- HIGH, /);
  const lines = [
    /- HIGH, the signing certificate ends soon.* \(1\): "Workday \(in 11 days\)"\. Next: get_application_details app=Workday/,
    /- HIGH, the catch-all rule lets everybody into apps with one factor \(1\): "Catch-all Rule of Password is enough"/,
    /- MEDIUM, locked out.* \(2\): "Jane Moreno \(jane\.moreno@harbor\.example\)".*Next: investigate_user user=jane\.moreno@/,
    /- MEDIUM, rules that ask for one factor.*"Mail clients with a password only of Microsoft 365"/,
    /- MEDIUM, no factor but e-mail/,
    /- HIGH, rate limit exceeded.*"Backup Service, 48 times, last 1 hour ago"\. Next: search_logs event_type=/,
    /- LOW, invited over 14 days ago and never activated \(1\): "Tom Becker/,
    /- LOW, nobody to ask.*"Slack"/,
    /\nLooked at: .*1 agent pool; all 7 administrators, 2 of them super administrators; .*all \d+ active people, the factors of 40/,
  ];
  for (const line of lines) assert.match(text, line);
  const severities = (data.concerns as Concern[]).map(({ severity }) => ["high", "medium", "low"].indexOf(severity));
  assert.deepEqual(severities, severities.toSorted());
  assert.equal(data.unchecked, undefined);
});

Deno.test("bounded: a few requests for each thing looked at, none that changes anything", async () => {
  await using org = await startOrg();
  await org.call(TOOL);
  assert.ok(org.sandbox.requests.length <= 130, `${org.sandbox.requests.length} requests`);
  assert.ok(org.sandbox.requests.every(({ method }) => method === "GET"));
});

Deno.test("an agent that is down is medium, a pool that is disrupted high", async () => {
  await using org = await startOrg();
  const [pool] = org.sandbox.state.agentPools!;
  pool!.agents.push({ ...pool!.agents[0]!, name: "HARBOR-DC02", operationalStatus: "DISRUPTED" });
  const down = about(await concernsOf(org), /agent is down/);
  assert.equal(down?.severity, "medium");
  assert.match(down?.examples[0] ?? "", /^HARBOR-DC02 of corp\.harbor\.example \(DISRUPTED, last heard of /);
  pool!.operationalStatus = "DISRUPTED";
  const broken = about(await concernsOf(org), /connection to a directory/);
  assert.deepEqual([broken?.severity, broken?.examples], ["high", ["corp.harbor.example (AD, DISRUPTED)"]]);
});

Deno.test("a single super administrator, and an administrator who is idle and has no factor", async () => {
  await using org = await startOrg();
  const marcus = org.user("marcus.webb");
  org.user("renata.silva").status = "SUSPENDED";
  Object.assign(marcus, { factors: [], lastLogin: "2026-01-01T09:00:00.000Z" });
  const concerns = await concernsOf(org);
  assert.deepEqual(about(concerns, /^the only super administrator/)?.examples, [
    "Marcus Webb (marcus.webb@harbor.example)",
  ]);
  assert.ok(
    about(concerns, /administrators without a factor/)?.examples.includes("Marcus Webb (marcus.webb@harbor.example)"),
  );
  assert.ok(
    about(concerns, /administrators without a sign-in/)?.examples.includes("Marcus Webb (marcus.webb@harbor.example)"),
  );
});

Deno.test("a certificate that has run out is told apart from one that ends soon", async () => {
  let later = 0;
  await using org = await startOrg({ now: () => new Date(NOW.getTime() + later) });
  const before = await concernsOf(org);
  assert.deepEqual(about(before, /ends soon/)?.examples, ["Workday (in 11 days)"]);
  assert.equal(about(before, /has run out/), undefined);
  later = 12 * 86_400_000;
  const after = await concernsOf(org);
  assert.deepEqual(about(after, /has run out/)?.examples, ["Workday (1 day ago)"]);
  assert.equal(about(after, /ends soon/), undefined);
});

Deno.test("an app that nobody has is named, and nobody is asked for it", async () => {
  await using org = await startOrg();
  org.app("Slack").groups.clear();
  org.app("Slack").users.clear();
  const concerns = await concernsOf(org);
  assert.deepEqual(about(concerns, /nobody has the app/)?.examples, ["Slack"]);
  assert.equal(about(concerns, /nobody to ask/)?.examples.includes("Slack"), false);
});

Deno.test("names are cut after five, the number stays", async () => {
  await using org = await startOrg();
  for (const user of org.sandbox.state.users.values()) if (user.status === "ACTIVE") user.status = "LOCKED_OUT";
  org.user("it.automation").status = "ACTIVE";
  const locked = about(await concernsOf(org), /locked out/);
  assert.equal(locked?.examples.length, 5);
  assert.ok(locked.count > 40);
});

Deno.test("an area that the token may not read is said, the others are checked", async () => {
  await using org = await startOrg();
  org.sandbox.failNext({ status: 403, errorCode: "E0000006", path: /assignees/ });
  const { text, data } = await org.call(TOOL);
  assert.match(text, /\nNot checked, administrators: .*E0000006/);
  assert.equal((data.unchecked as string[]).length, 1);
  assert.ok(about(data.concerns as Concern[], /locked out/));
});

Deno.test("an empty org has nothing to be concerned about", async () => {
  await using org = await startOrg();
  const { state } = org.sandbox;
  const me = org.user("it.automation");
  for (const id of state.users.keys()) if (id !== me.id) state.users.delete(id);
  Object.assign(me, { lastLogin: "2026-07-15T08:00:00.000Z", roles: [] });
  me.factors = [
    {
      ...me.factors[0]!,
      id: "opf1",
      factorType: "push",
      provider: "OKTA",
      vendorName: "OKTA",
      status: "ACTIVE",
    } as typeof me.factors[number],
  ];
  for (const group of state.groups.values()) Object.assign(group, { roles: [] });
  state.apps.clear();
  state.policies.clear();
  state.events.length = 0;
  const { text, data } = await org.call(TOOL);
  assert.match(text, /^Nothing to be concerned about was found\.\nLooked at: /);
  assert.deepEqual(data.concerns, []);
});
