import assert from "node:assert/strict";
import type { EventRecord } from "../../../src/sandbox/state.ts";
import { assertError, link, startOrg, withQuery } from "../harness.ts";
import { ID, NOW, smallOrg } from "../small_org.ts";

const HOUR = 60 * 60 * 1000;

function event(hoursAgo: number, eventType: string, more: Partial<EventRecord> = {}): EventRecord {
  return {
    uuid: `${eventType}@${hoursAgo}`,
    published: new Date(NOW.getTime() - hoursAgo * HOUR).toISOString(),
    eventType,
    version: "0",
    severity: "INFO",
    displayMessage: "User sign-in",
    actor: { id: ID.BOB, type: "User", alternateId: "bob.stone@small.example", displayName: "Bob Stone" },
    client: { ipAddress: "192.0.2.7", geographicalContext: { city: "San Francisco" } },
    device: null,
    authenticationContext: { externalSessionId: "XOxBw-2JIRnCFd0g" },
    outcome: { result: "SUCCESS", reason: null },
    target: [{ id: ID.ADA, type: "User", alternateId: null, displayName: "Ada" }],
    transaction: { type: "WEB", id: "t", detail: {} },
    debugContext: { debugData: { behaviors: "{New Device=POSITIVE}", url: "/login?x=1" } },
    legacyEventType: null,
    request: { ipChain: [] },
    securityContext: { asNumber: null, asOrg: null, isp: null, domain: null, isProxy: null },
    ...more,
  };
}

const FAILED = { outcome: { result: "FAILURE", reason: "LOCKED_OUT" } };
const EVENTS = [
  event(24 * 100, "user.session.start"),
  event(24 * 80, "user.session.start"),
  event(24 * 6, "user.session.end"),
  event(30, "user.session.start", FAILED),
  event(2, "user.account.lock", { actor: { id: "system", type: "System", alternateId: null, displayName: null } }),
  event(1, "user.session.start"),
];

/** The uuids that a query gives. */
async function query(parameters: Record<string, string>): Promise<string[]> {
  await using org = await startOrg({ state: { ...smallOrg(), events: [...EVENTS] } });
  const answer = await org.get(withQuery("/api/v1/logs", parameters));
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body.map(({ uuid }: EventRecord) => uuid);
}

const ago = (hours: number) => new Date(NOW.getTime() - hours * HOUR).toISOString();

Deno.test("without bounds the last seven days are asked, oldest first", async () => {
  const week = ["user.session.end@144", "user.session.start@30", "user.account.lock@2", "user.session.start@1"];
  assert.deepEqual(await query({}), week);
  assert.deepEqual(await query({ sortOrder: "DESCENDING" }), week.toReversed());
  assert.deepEqual(await query({ until: ago(24 * 75) }), ["user.session.start@1920"]);
});

Deno.test("nothing older than 90 days comes, and a since beyond 180 days is refused", async () => {
  assert.deepEqual((await query({ since: ago(24 * 120), until: ago(0) }))[0], "user.session.start@1920");
  await using org = await startOrg();
  assertError(await org.get(withQuery("/api/v1/logs", { since: ago(24 * 181) })), 400, "E0000053");
});

Deno.test("filters look into every part of an event", async () => {
  const since = ago(48);
  const filter = (filter: string) => query({ since, until: ago(0), filter });
  const [failed, locked, signedIn] = ["user.session.start@30", "user.account.lock@2", "user.session.start@1"];
  assert.deepEqual(await filter('eventType eq "user.session.start" and outcome.result eq "FAILURE"'), [failed]);
  assert.deepEqual(await filter('outcome.reason pr and not (outcome.reason eq "OTHER")'), [failed]);
  assert.deepEqual(await filter('eventType sw "user.account"'), [locked]);
  assert.deepEqual(await filter('eventType ew "start" or eventType co "lock"'), [failed, locked, signedIn]);
  assert.deepEqual(await filter('actor.id ne "system"'), [failed, signedIn]);
  assert.deepEqual(await filter(`target.id eq "${ID.ADA}" and client.ipAddress eq "192.0.2.7"`), [
    failed,
    locked,
    signedIn,
  ]);
  assert.deepEqual(await filter('debugContext.debugData.behaviors co "New Device=POSITIVE"'), [
    failed,
    locked,
    signedIn,
  ]);
  assert.deepEqual(await filter('client.geographicalContext.city eq "Oslo"'), []);
  assert.deepEqual(await filter('outcome.result eq "failure"'), []);
});

Deno.test("filters that Okta does not take are refused", async () => {
  await using org = await startOrg();
  const refused = async (filter: string, code: string, summary: RegExp) => {
    const answer = await org.get(withQuery("/api/v1/logs", { filter }));
    assertError(answer, 400, code);
    assert.match(answer.body.errorSummary, summary);
  };
  await refused('eventType eqq "x"', "E0000053", /^Invalid filter .*'eqq' at position 10/);
  await refused('published gt "2026-01-01T00:00:00Z"', "E0000053", /^field is not valid: published/);
  await refused('some_field eq "x"', "E0000053", /^field is not valid: some_field/);
  await refused('target[type eq "User"]', "E0000053", /^Invalid filter/);
  await refused('debugContext.debugData.url co "/login"', "E0000031", /^Invalid search criteria/);
});

Deno.test("keywords all have to be whole words of the event, hyphenated ones in parts too", async () => {
  const q = async (q: string) => (await query({ q, since: ago(48), until: ago(0) })).length;
  assert.equal(await q("bob stone"), 2);
  assert.equal(await q("San Francisco"), 3);
  assert.equal(await q("LOCKED_OUT"), 1);
  assert.equal(await q("Francis"), 0);
  assert.equal(await q("2JIRnCFd0g"), 3);
  assert.equal(await q("bob.stone@small.example"), 2);
  await using org = await startOrg();
  assertError(await org.get(withQuery("/api/v1/logs", { q: "x".repeat(41) })), 400, "E0000001");
  assertError(await org.get(withQuery("/api/v1/logs", { q: "a ".repeat(11) })), 400, "E0000001");
});

Deno.test("a bounded query ends, also from the newest", async () => {
  for (const sortOrder of ["ASCENDING", "DESCENDING"]) {
    await using org = await startOrg({ state: { ...smallOrg(), events: [...EVENTS] } });
    const seen: string[] = [];
    const bounds = { since: ago(24 * 7), until: ago(0), limit: "3", sortOrder };
    let next: string | undefined = withQuery("/api/v1/logs", bounds);
    while (next !== undefined) {
      const page = await org.get(next);
      seen.push(...page.body.map(({ uuid }: EventRecord) => uuid));
      next = link(page, "next");
    }
    assert.equal(new Set(seen).size, 4);
    assert.equal(seen.length, 4);
    assert.equal(seen[0], sortOrder === "ASCENDING" ? "user.session.end@144" : "user.session.start@1");
  }
});

Deno.test("without until, ascending, there is always a next page, and it gives what came since", async () => {
  await using org = await startOrg({ state: { ...smallOrg(), events: [...EVENTS] } });
  const first = await org.get("/api/v1/logs");
  const second = await org.get(link(first, "next")!);
  assert.deepEqual(second.body, []);
  await org.call("POST", `/api/v1/users/${ID.BOB}/lifecycle/unlock`);
  const third = await org.get(link(second, "next")!);
  assert.deepEqual(third.body.map(({ eventType }: EventRecord) => eventType), ["user.account.unlock_by_admin"]);
  assert(link(third, "next"));
});

Deno.test("bounds, order, limit and cursor are checked", async () => {
  await using org = await startOrg();
  const refused = async (parameters: Record<string, string>, code: string) =>
    assertError(await org.get(withQuery("/api/v1/logs", parameters)), 400, code);
  await refused({ since: "yesterday" }, "E0000001");
  await refused({ until: "01-01-2026" }, "E0000001");
  await refused({ sortOrder: "UP" }, "E0000001");
  await refused({ limit: "1001" }, "E0000001");
  const next = new URL(link(await org.get("/api/v1/logs"), "next")!);
  assert.equal(next.searchParams.get("since"), null);
  await refused({ after: next.searchParams.get("after")!, since: ago(1) }, "E0000001");
});

Deno.test("events stay in order whatever the clock does", async () => {
  let now = NOW;
  await using org = await startOrg({ now: () => now });
  await org.call("POST", "/api/v1/groups", { profile: { name: "Later" } });
  now = new Date(NOW.getTime() - HOUR);
  await org.call("DELETE", `/api/v1/groups/${ID.GUESTS}`);
  assert.deepEqual(org.logged(), ["group.lifecycle.delete", "group.lifecycle.create"]);
});
