import assert from "node:assert/strict";
import fc from "fast-check";
import { EVENT_KINDS } from "../../src/sandbox/seed/events.ts";
import { seedOrg } from "../../src/sandbox/seed/org.ts";
import type { EventRecord, OrgState, UserRecord, UserStatus } from "../../src/sandbox/state.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = new Date("2026-03-11T14:20:31.250Z");
const ORG = seedOrg(1, NOW);

function text(state: OrgState): string {
  return JSON.stringify(
    state,
    (_, value) => value instanceof Map ? [...value] : value instanceof Set ? [...value] : value,
  );
}

function user(key: string, org = ORG): UserRecord {
  const found = [...org.users.values()].find(({ profile }) => profile.login === `${key}@harbor.example`);
  assert.ok(found, `no user ${key}`);
  return found;
}

/** What a person did, or what was done to the person, oldest first. */
function logOf(key: string): EventRecord[] {
  const { id } = user(key);
  return ORG.events.filter(({ actor, target }) => actor.id === id || target?.some((entity) => entity.id === id));
}

function pick(events: EventRecord[], eventType: string, result?: string): EventRecord[] {
  return events.filter((event) => event.eventType === eventType && (!result || event.outcome?.result === result));
}

const when = ({ published }: EventRecord) => Date.parse(published);
const ago = (event: EventRecord) => NOW.getTime() - when(event);
const debugOf = (event: EventRecord) => event.debugContext.debugData;
const ipOf = (event: EventRecord) => event.client?.ipAddress;
const names = (event: EventRecord) => event.target?.map(({ displayName }) => displayName) ?? [];
const second = (iso: string) => iso.slice(0, 19);

Deno.test("the same seed and time give the same bytes, and ids depend on the seed alone", () => {
  assert.equal(text(seedOrg(1, NOW)), text(ORG));
  const later = seedOrg(1, new Date(NOW.getTime() + 40 * DAY + 7 * HOUR));
  assert.deepEqual([...later.users.keys()], [...ORG.users.keys()]);
  assert.deepEqual([...later.policies.keys()], [...ORG.policies.keys()]);
  const other = seedOrg(2, NOW);
  for (const id of other.users.keys()) assert.ok(!ORG.users.has(id));
});

Deno.test("the org has the size it promises, with people in every status", () => {
  assert.equal(ORG.groups.size, 12);
  assert.equal(ORG.apps.size, 12);
  assert.ok(ORG.users.size >= 55 && ORG.users.size <= 70, `${ORG.users.size} users`);
  assert.ok(ORG.events.length >= 4000 && ORG.events.length <= 8000, `${ORG.events.length} events`);
  const statuses: Record<UserStatus, number> = {
    STAGED: 3,
    PROVISIONED: 1,
    ACTIVE: ORG.users.size - 11,
    PASSWORD_EXPIRED: 1,
    LOCKED_OUT: 2,
    RECOVERY: 1,
    SUSPENDED: 1,
    DEPROVISIONED: 2,
  };
  for (const [status, count] of Object.entries(statuses)) {
    assert.equal([...ORG.users.values()].filter((each) => each.status === status).length, count, status);
  }
  assert.deepEqual([...new Set(ORG.events.map(({ eventType }) => eventType))].sort(), Object.keys(EVENT_KINDS).sort());
});

Deno.test("whatever the seed and the time, the org holds together", () => {
  const time = fc.date({ min: new Date("2025-01-01"), max: new Date("2031-01-01"), noInvalidDate: true });
  fc.assert(
    fc.property(fc.nat(), time, (seed, now) => {
      const org = seedOrg(seed, now);
      checkIds(org);
      checkReferences(org);
      checkDates(org, now);
      checkEvents(org, now);
      checkLockouts(org);
      checkAddresses(org);
    }),
    { numRuns: 8 },
  );
});

function checkIds(org: OrgState): void {
  const rules = [...org.policies.values()].flatMap((policy) => policy.rules);
  const factors = [...org.users.values()].flatMap((each) => each.factors);
  const records = [org.users, org.groups, org.groupRules, org.apps, org.policies, org.zones]
    .flatMap((map) => [...map.entries()].map(([key, record]) => (assert.equal(key, record.id), record)));
  const ids = [...records, ...rules, ...factors].map(({ id }) => id);
  for (const id of ids) assert.match(id, /^[0-9A-Za-z]{20}$/);
  assert.equal(new Set(ids).size, ids.length);
  for (const id of org.users.keys()) assert.ok(id.startsWith("00u"));
  for (const id of org.groups.keys()) assert.ok(id.startsWith("00g"));
  for (const id of org.apps.keys()) assert.ok(id.startsWith("0oa"));
  const logins = [...org.users.values()].map(({ profile }) => profile.login);
  assert.equal(new Set(logins).size, logins.length);
}

function checkReferences(org: OrgState): void {
  assert.ok(org.users.has(org.tokenOwnerId));
  const rules = new Set([...org.policies.values()].flatMap((policy) => policy.rules.map(({ id }) => id)));
  const factors = new Map([...org.users.values()].flatMap((each) => each.factors.map(({ id }) => [id, each.id])));
  for (const { profile } of org.users.values()) {
    if (profile.managerId === undefined) continue;
    assert.equal(org.users.get(String(profile.managerId))?.profile.displayName, profile.manager);
  }
  for (const group of org.groups.values()) {
    for (const id of [...group.members, ...group.owners]) assert.ok(org.users.has(id));
    for (const id of group.members) assert.notEqual(org.users.get(id)?.status, "DEPROVISIONED");
  }
  for (const { expression, groupIds, status } of org.groupRules.values()) {
    if (status !== "ACTIVE") continue;
    const departments = [...expression.matchAll(/user\.department=="([^"]+)"/g)].map((match) => match[1]);
    const expected = [...org.users.values()].filter((each) =>
      each.status !== "DEPROVISIONED" && departments.includes(String(each.profile.department))
    );
    const members = org.groups.get(groupIds[0] ?? "")?.members ?? new Set();
    assert.deepEqual([...members].sort(), expected.map(({ id }) => id).sort(), expression);
  }
  for (const app of org.apps.values()) {
    assert.ok(org.policies.has(app.accessPolicyId ?? ""));
    for (const id of app.groups.keys()) assert.ok(org.groups.has(id));
    for (const id of [...app.users.keys(), ...app.syncErrors.keys()]) assert.ok(org.users.has(id));
  }
  for (const id of JSON.stringify([...org.policies.values()]).match(/\b(00g|nzo)[0-9A-Za-z]{17}\b/g) ?? []) {
    assert.ok(org.groups.has(id) || org.zones.has(id), id);
  }
  const known: Record<string, (id: string) => boolean> = {
    User: (id) => org.users.has(id),
    UserGroup: (id) => org.groups.has(id),
    AppInstance: (id) => org.apps.has(id),
    AppUser: (id) => id.startsWith("0ua"),
    PolicyEntity: (id) => org.policies.has(id),
    PolicyRule: (id) => rules.has(id),
    NetworkZone: (id) => org.zones.has(id),
    AGENT: (id) => id.startsWith("a53"),
    "URL Pattern": (id) => id.startsWith("/"),
    "Bucket Uuid": (id) => id.length === 36,
  };
  for (const { actor, target, eventType } of org.events) {
    const actorKnown = actor.type === "User"
      ? org.users.has(actor.id) || actor.id === "unknown"
      : actor.type === "SystemPrincipal" || org.apps.has(actor.id);
    assert.ok(actorKnown, `${eventType}: actor ${actor.id}`);
    for (const { id, type } of target ?? []) {
      if (type === "AuthenticatorEnrollment") {
        const gone = org.users.get(actor.id)?.status === "DEPROVISIONED";
        assert.ok(id.startsWith("lae") || factors.get(id) === actor.id || gone, `${eventType}: ${type} ${id}`);
      } else assert.ok(known[type]?.(id), `${eventType}: ${type} ${id}`);
    }
  }
}

function checkDates(org: OrgState, now: Date): void {
  const latest = new Date(now).toISOString();
  for (const each of org.users.values()) {
    const { created, activated, statusChanged, passwordChanged, lastLogin, lastUpdated, status, profile } = each;
    const inOrder = (...times: (string | null)[]) => {
      const known = times.filter((time) => time !== null);
      for (const time of known) assert.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);
      assert.deepEqual(known, [...known].sort(), `${profile.login}: ${known}`);
    };
    inOrder(created, activated, statusChanged);
    inOrder(statusChanged, lastUpdated);
    inOrder(activated, passwordChanged, lastUpdated);
    for (const factor of each.factors) inOrder(activated, factor.created, factor.lastUpdated);
    for (const time of [lastUpdated, lastLogin, ...each.factors.map(({ lastUpdated }) => lastUpdated)]) {
      assert.ok(time === null || time <= latest, `${profile.login}: ${time} is not yet`);
    }
    const signIns = pick(org.events, "user.session.start", "SUCCESS").filter(({ actor }) => actor.id === each.id);
    const last = signIns.at(-1);
    assert.equal(lastLogin && second(lastLogin), last ? second(last.published) : null, profile.login);
    if (status === "STAGED") {
      assert.deepEqual([activated, statusChanged, passwordChanged, lastLogin], [null, null, null, null]);
    } else assert.ok(activated && statusChanged);
    if (["STAGED", "PROVISIONED", "DEPROVISIONED"].includes(status)) assert.equal(each.factors.length, 0);
    if (["LOCKED_OUT", "SUSPENDED", "DEPROVISIONED", "RECOVERY", "PASSWORD_EXPIRED"].includes(status)) {
      assert.ok(!lastLogin || lastLogin <= String(statusChanged), `${profile.login} signed in although ${status}`);
    }
    const age = passwordChanged ? now.getTime() - Date.parse(passwordChanged) : 0;
    assert.equal(age > 90 * DAY, status === "PASSWORD_EXPIRED", `${profile.login}: password of ${passwordChanged}`);
    const open = new Set(signIns.map(({ authenticationContext }) => authenticationContext.externalSessionId));
    for (const session of each.sessions) assert.ok(open.has(session.id));
  }
}

function checkEvents(org: OrgState, now: Date): void {
  const oldest = now.getTime() - 30 * DAY;
  const uuids = new Set<string>();
  const sessions = new Map<unknown, number>();
  let previous = oldest;
  for (const event of org.events) {
    const at = when(event);
    assert.ok(at >= previous && at <= now.getTime(), `${event.eventType} at ${event.published}`);
    previous = at;
    assert.match(event.uuid, /^[0-9a-f]{8}-[0-9a-f]{4}-1[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    uuids.add(event.uuid);
    for (const value of Object.values(debugOf(event))) assert.equal(typeof value, "string");
    const { requestId } = debugOf(event);
    if (event.transaction.type === "WEB") assert.equal(requestId, event.transaction.id);
    const session = event.authenticationContext.externalSessionId;
    if (event.eventType === "user.session.start" && event.outcome?.result === "SUCCESS") sessions.set(session, at);
    if (event.eventType === "user.authentication.sso") {
      assert.ok(at - (sessions.get(session) ?? 0) < 12 * HOUR, `${event.uuid}: an app opened without a session`);
    }
  }
  assert.equal(uuids.size, org.events.length);
}

/** Six wrong passwords in a row lock an account, and nothing else does. */
function checkLockouts(org: OrgState): void {
  const wrong = new Map<string, number>();
  for (const { eventType, outcome, actor } of org.events) {
    if (actor.id === "unknown") continue;
    if (eventType === "user.session.start" && outcome?.reason === "INVALID_CREDENTIALS") {
      wrong.set(actor.id, (wrong.get(actor.id) ?? 0) + 1);
      assert.ok((wrong.get(actor.id) ?? 0) <= 6, `${actor.alternateId} should have been locked before`);
    } else if (eventType === "user.account.lock") {
      assert.equal(wrong.get(actor.id), 6, String(actor.alternateId));
    } else if (eventType === "user.session.start" && outcome?.result === "SUCCESS") {
      wrong.delete(actor.id);
    }
  }
}

/** Only addresses, networks, hosts and telephone numbers that are kept for examples: RFC 5737, 5398 and 2606. */
function checkAddresses(org: OrgState): void {
  const everything = text(org);
  const addresses = new Set(everything.match(/(?<![\d./])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}/g)); // not browser versions
  for (const address of addresses) assert.match(address, /^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$/);
  for (const host of new Set([...everything.matchAll(/@([a-z0-9.-]+)/g)].map((match) => match[1]))) {
    assert.ok(host === "okta.com" || host?.endsWith(".example"), host);
  }
  for (const { asNumber } of org.events.map(({ securityContext }) => securityContext)) {
    assert.ok(
      asNumber === null || (asNumber >= 64496 && asNumber <= 64511) || (asNumber >= 65536 && asNumber <= 65551),
    );
  }
  for (const { profile } of org.users.values()) {
    if (profile.mobilePhone) assert.match(String(profile.mobilePhone), /^\+1-207-555-01\d\d$/);
  }
}

Deno.test("names that are easily mixed up are there", () => {
  const named = (name: string) => [...ORG.users.values()].filter(({ profile }) => profile.displayName === name).length;
  assert.deepEqual(["Alex Kim", "Maria Lopez", "Maria Lopes"].map(named), [2, 1, 1]);
});

Deno.test("admins: two super admins, a group that gives a role, and the owner of the token", () => {
  const holders = (type: string) => [...ORG.users.values()].filter(({ roles }) => roles.some((r) => r.type === type));
  assert.deepEqual(holders("SUPER_ADMIN").map(({ profile }) => profile.login), [
    "marcus.webb@harbor.example",
    "renata.silva@harbor.example",
  ]);
  assert.equal(user("it.automation").id, ORG.tokenOwnerId);
  assert.ok(user("it.automation").roles.length > 0);
  const admins = [...ORG.groups.values()].find(({ profile }) => profile.name === "Okta Administrators");
  assert.deepEqual(admins?.roles.map(({ type }) => type), ["ORG_ADMIN"]);
});

Deno.test("apps: one certificate is near its end, and some provisioning fails", () => {
  const ends = [...ORG.apps.values()].filter(({ status }) => status === "ACTIVE").map(({ label, credentials }) => {
    const { nextRotation } = credentials.signing as { nextRotation?: string };
    return { label, days: nextRotation ? (Date.parse(nextRotation) - NOW.getTime()) / DAY : Infinity };
  });
  assert.deepEqual(ends.filter(({ days }) => days < 30).map(({ label }) => label), ["Workday"]);
  assert.equal([...ORG.apps.values()].filter(({ syncErrors }) => syncErrors.size > 0).length, 3);
  assert.ok(pick(ORG.events, "application.provision.user.push", "FAILURE").length > 0);
});

Deno.test("story: Jane Moreno's phone kept sending the old password until it locked her out", () => {
  const log = logOf("jane.moreno");
  const jane = user("jane.moreno");
  assert.equal(jane.status, "LOCKED_OUT");
  const changed = pick(log, "user.account.update_password", "SUCCESS").at(-1);
  assert.ok(changed && ago(changed) > 2 * DAY && ago(changed) < 3 * DAY);
  assert.equal(second(String(jane.passwordChanged)), second(changed.published));

  const mail = pick(log, "user.authentication.auth_via_richclient");
  assert.ok(mail.every((event) => when(event) < when(changed) === (event.outcome?.result === "SUCCESS")));
  const stale = mail.filter(({ outcome }) => outcome?.reason === "INVALID_CREDENTIALS");
  assert.ok(stale.length >= 20, `${stale.length} tries`);
  for (const event of mail) {
    assert.match(JSON.stringify(event.client), /iPhone.*ActiveSync/);
    assert.match(String(debugOf(event).requestUri), /^\/app\/office365\/0oa\w{17}\/sso\/wsfed\/active$/);
  }
  const [lock] = pick(log, "user.account.lock");
  assert.ok(lock && ago(lock) < 6 * HOUR);
  assert.equal(second(String(jane.statusChanged)), second(lock.published));
  const laptop = pick(log, "user.session.start", "SUCCESS").filter((event) => when(event) > when(changed));
  assert.ok(laptop.length >= 4 && laptop.every((event) => when(event) < when(lock)));
  assert.ok(laptop.every((event) => JSON.stringify(event.client).includes("Macintosh")));
  assert.ok(log.some((event) => event.outcome?.reason === "LOCKED_OUT" && ago(event) < 15 * MINUTE));
});

Deno.test("story: Omar Haddad lost Salesforce when Renata Silva took him out of its group", () => {
  const log = logOf("omar.haddad");
  const [left] = pick(log, "group.user_membership.remove");
  const [lost] = pick(log, "application.user_membership.remove");
  assert.ok(left && lost);
  assert.equal(left.actor.displayName, "Renata Silva");
  assert.deepEqual(names(left), ["Omar Haddad", "Salesforce Users"]);
  assert.ok(names(lost).includes("Salesforce"));
  assert.equal(left.transaction.id, lost.transaction.id);
  assert.equal(Math.floor(ago(left) / DAY), 3);
  const group = [...ORG.groups.values()].find(({ profile }) => profile.name === "Salesforce Users");
  assert.ok(!group?.members.has(user("omar.haddad").id));
  const opened = pick(log, "user.authentication.sso").filter((event) => names(event).includes("Salesforce"));
  assert.ok(opened.length > 0 && opened.every((event) => when(event) < when(left)));
  const denied = pick(log, "app.generic.unauth_app_access_attempt");
  assert.ok(denied.length >= 3 && denied.every((event) => when(event) > when(left)));
  assert.ok(pick(log, "user.session.start", "SUCCESS").some((event) => when(event) > when(left)));
});

Deno.test("story: Priya Nair's account was taken over by push fatigue", () => {
  const log = logOf("priya.nair");
  const priya = user("priya.nair");
  assert.equal(priya.status, "ACTIVE");
  const answers = pick(log, "user.authentication.auth_via_mfa").filter((event) => event.securityContext.isProxy);
  const answered = (type: string) => answers.filter((event) => debugOf(event).pushOnlyResponseType === type);
  const denials = answered("OV_RESPONSE_DENY");
  const [approval] = answered("OV_RESPONSE_APPROVE");
  const [first, last] = [denials[0], denials.at(-1)];
  assert.ok(first && last && approval);
  assert.equal(denials.length, 9);
  assert.ok(denials.every(({ outcome }) => outcome?.result === "FAILURE" && outcome.reason === "INVALID_CREDENTIALS"));
  assert.ok(when(last) - when(first) <= 12 * MINUTE && when(approval) > when(last));
  const [password] = answers;
  assert.equal(password && debugOf(password).factor, "PASSWORD_AS_FACTOR");
  assert.equal(password?.outcome?.result, "SUCCESS");

  const session = pick(log, "user.session.start", "SUCCESS").find((event) => ipOf(event) === ipOf(approval));
  assert.ok(session);
  assert.equal(session.transaction.id, approval.transaction.id);
  assert.match(String(debugOf(session).risk), /level=HIGH/);
  assert.match(String(debugOf(session).behaviors), /New Country=POSITIVE.*Velocity=POSITIVE/);
  const enrolled = pick(log, "user.mfa.factor.activate");
  assert.ok(enrolled.length > 0 && enrolled.every((event) => when(event) > when(session)));
  const names = priya.factors.filter(({ factorType }) => factorType === "push").map(({ profile }) => profile?.name);
  assert.deepEqual(names, ["Priya's iPhone", "SM-A546E"]);
  const homes = new Set(
    log.filter((event) => !event.securityContext.isProxy).map((event) =>
      (event.client?.geographicalContext as { country: string } | null)?.country
    ),
  );
  assert.deepEqual([...homes], ["United States"]);
});

Deno.test("story: Tom Becker never used his invitation", () => {
  const tom = user("tom.becker");
  const log = logOf("tom.becker");
  assert.equal(tom.status, "PROVISIONED");
  assert.equal(tom.lastLogin, null);
  const [invited] = pick(log, "user.lifecycle.activate");
  assert.ok(invited);
  assert.equal(Math.round(ago(invited) / DAY), 16);
  assert.equal(second(String(tom.statusChanged)), second(invited.published));
  assert.match(String(debugOf(invited).url), /sendEmail=true/);
  assert.ok(log.every(({ actor }) => actor.id !== tom.id));
});

Deno.test("story: Lucia Rossi's password expired this morning", () => {
  const lucia = user("lucia.rossi");
  assert.equal(lucia.status, "PASSWORD_EXPIRED");
  assert.equal(Date.parse(String(lucia.statusChanged)) - Date.parse(String(lucia.passwordChanged)), 90 * DAY);
  const [tried] = logOf("lucia.rossi").filter(({ outcome }) => outcome?.reason === "PASSWORD_EXPIRED");
  assert.ok(tried && ago(tried) < 5 * HOUR);
});

Deno.test("story: the backup service uses up the rate limit", () => {
  const log = logOf("svc-backup");
  for (const type of ["system.org.rate_limit.warning", "system.org.rate_limit.violation"]) {
    const events = pick(log, type);
    assert.ok(events.length >= 10);
    assert.ok(events.every(({ target }) => target?.[0]?.id === "/api/v1/users"));
  }
  assert.ok(pick(log, "user.session.start", "FAILURE").length >= 10);
});

Deno.test("story: Kenji Watanabe forgot his password", () => {
  const log = logOf("kenji.watanabe");
  const [lock] = pick(log, "user.account.lock");
  assert.ok(lock && ago(lock) < 2 * HOUR);
  const wrong = pick(log, "user.session.start", "FAILURE").filter((event) =>
    when(lock) - when(event) < HOUR && event.outcome?.reason === "INVALID_CREDENTIALS"
  );
  assert.equal(wrong.length, 6);
  const usual = pick(log, "user.session.start", "SUCCESS").map((event) => debugOf(event).dtHash);
  assert.ok(wrong.every((event) => usual.includes(debugOf(event).dtHash)));
  assert.equal(pick(log, "user.authentication.auth_via_richclient").length, 0);
});

Deno.test("story: Grace Okafor's prompts go to her old phone", () => {
  const grace = user("grace.okafor");
  const log = logOf("grace.okafor");
  const recent = log.filter((event) => ago(event) < 3 * DAY);
  assert.equal(grace.status, "ACTIVE");
  assert.match(String(grace.factors.find(({ factorType }) => factorType === "push")?.profile?.name), /old iPhone/);
  assert.ok(pick(recent, "system.push.send_factor_verify_push").length >= 6);
  assert.ok(pick(recent, "user.authentication.auth_via_mfa", "UNANSWERED").length >= 6);
  assert.equal(pick(recent, "user.session.start", "SUCCESS").length, 0);
  assert.ok(pick(log, "user.session.start", "SUCCESS").length > 0);
});

Deno.test("story: Dmitri Volkov was suspended by an admin", () => {
  const [suspended] = pick(logOf("dmitri.volkov"), "user.lifecycle.suspend");
  assert.ok(suspended);
  assert.equal(Math.floor(ago(suspended) / DAY), 5);
  assert.notEqual(suspended.actor.id, user("dmitri.volkov").id);
  assert.equal(user("dmitri.volkov").status, "SUSPENDED");
});

Deno.test("story: Helen Park left, and the automation deactivated her", () => {
  const log = logOf("helen.park");
  const [deactivated] = pick(log, "user.lifecycle.deactivate");
  assert.ok(deactivated);
  assert.equal(Math.floor(ago(deactivated) / DAY), 14);
  assert.equal(deactivated.actor.id, ORG.tokenOwnerId);
  assert.ok(String(deactivated.transaction.detail.requestApiTokenId).startsWith("00T"));
  assert.ok(pick(log, "application.user_membership.remove").length > 0);
});

Deno.test("story: Sam Whitfield is kept out by a rule on countries", () => {
  const log = logOf("sam.whitfield");
  const denials = pick(ORG.events, "policy.evaluate_sign_on", "DENY").filter(({ actor }) =>
    actor.id === user("sam.whitfield").id
  );
  assert.ok(denials.length >= 3);
  for (const denial of denials) {
    assert.ok(names(denial).includes("Outside Harbor countries"));
    assert.ok(names(denial).includes("Salesforce"));
    assert.equal(denial.client?.zone, "null");
  }
  assert.ok(pick(log, "application.policy.sign_on.deny_access").length >= 3);
  const [added] = pick(ORG.events, "policy.rule.add");
  assert.ok(added && names(added).includes("Outside Harbor countries"));
});

Deno.test("story: nothing is wrong with Aisha Bello", () => {
  const recent = logOf("aisha.bello").filter((event) => ago(event) < 2 * HOUR);
  assert.equal(user("aisha.bello").status, "ACTIVE");
  assert.ok(recent.length > 0 && recent.every(({ outcome }) => outcome?.result !== "FAILURE"));
});

Deno.test("story: one address sprayed two passwords over twenty people, and was blocked", () => {
  const sprayed = ORG.events.filter((event) => ipOf(event) === "203.0.113.77");
  const attempts = pick(sprayed, "user.session.start");
  const perPerson = new Map<string, number>();
  for (const { actor, outcome } of attempts) {
    assert.equal(outcome?.result, "FAILURE");
    perPerson.set(actor.id, (perPerson.get(actor.id) ?? 0) + 1);
  }
  assert.equal(perPerson.size, 20);
  assert.ok([...perPerson.values()].every((count) => count === 2));
  assert.ok(pick(sprayed, "security.threat.detected").length > 0);
  const blocked = [...ORG.zones.values()].find(({ usage }) => usage === "BLOCKLIST");
  assert.match(JSON.stringify(blocked?.gateways), /203\.0\.113\.77/);
  const [update] = pick(ORG.events, "zone.update");
  assert.ok(update && update.target?.[0]?.id === blocked?.id);
});

Deno.test("story: Ben Carter never finished his reset", () => {
  const log = logOf("ben.carter");
  const [reset] = pick(log, "user.account.reset_password");
  assert.ok(reset);
  assert.equal(user("ben.carter").status, "RECOVERY");
  assert.equal(pick(log, "system.email.password_reset.sent_message")[0]?.transaction.id, reset.transaction.id);
  assert.equal(pick(log, "user.account.update_password").filter((event) => when(event) > when(reset)).length, 0);
});

Deno.test("story: with the AD agent down, people of the directory failed together", () => {
  const failures = pick(ORG.events, "user.authentication.auth_via_AD_agent", "FAILURE");
  const people = new Set(failures.map(({ actor }) => actor.id));
  assert.ok(people.size >= 5);
  for (const id of people) {
    assert.equal(ORG.users.get(id)?.credentials.provider.type, "ACTIVE_DIRECTORY");
  }
  const [first, last] = [failures[0], failures.at(-1)];
  assert.ok(first && last && when(last) - when(first) < HOUR && Math.round(ago(first) / DAY) === 7);
  const agent = pick(ORG.events, "system.agent.ad.connect");
  assert.ok(agent.some((event) => event.outcome?.result === "FAILURE" && when(event) < when(first)));
  assert.ok(agent.some((event) => event.outcome?.result === "SUCCESS" && when(event) > when(last)));
  const during = pick(ORG.events, "user.authentication.auth_via_AD_agent", "SUCCESS").filter((event) =>
    when(event) >= when(first) && when(event) <= when(last)
  );
  assert.equal(during.length, 0);
});

Deno.test("story: new hires are staged, for next week", () => {
  for (const key of ["hanna.virtanen", "luca.ferreira", "amara.diallo"]) {
    const { status, profile } = user(key);
    assert.equal(status, "STAGED");
    const days = (Date.parse(String(profile.startDate)) - NOW.getTime()) / DAY;
    assert.ok(days > 4 && days < 9);
    assert.equal(pick(logOf(key), "user.lifecycle.create").length, 1);
  }
});

Deno.test("story: Zoë O'Brien types her login as Okta does not know it", () => {
  const zoe = user("zoë.o'brien");
  assert.equal(zoe.status, "ACTIVE");
  const home = logOf("zoë.o'brien").map(ipOf);
  const lost = ORG.events.filter(({ actor }) => actor.id === "unknown" && actor.alternateId?.endsWith(".example"));
  assert.ok(lost.length >= 3);
  assert.ok(lost.every((event) => home.includes(ipOf(event)) && event.actor.alternateId !== zoe.profile.login));
});

Deno.test("story: Ethan Brooks was locked and unlocked, and works again", () => {
  const log = logOf("ethan.brooks");
  const [lock] = pick(log, "user.account.lock");
  const [unlock] = pick(log, "user.account.unlock_by_admin");
  assert.ok(lock && unlock && when(lock) < when(unlock));
  assert.equal(unlock.actor.displayName, "Nia Thompson");
  assert.equal(user("ethan.brooks").status, "ACTIVE");
});
