import assert from "node:assert/strict";
import { isBlocked, LIFECYCLE_ACTIONS, passwordKeeper, refusalOf, settled } from "../../src/okta/lifecycle.ts";
import { toUser, USER_STATUSES } from "../../src/okta/users.ts";
import { fakeOkta, freely, refusal } from "./fake_okta.ts";

const inStatus = (status: string, more: Record<string, unknown> = {}) => toUser({ id: "00u1", status, ...more });

Deno.test("each status allows what Okta's lifecycle allows", () => {
  const allowed = Object.fromEntries(
    USER_STATUSES.map((status) => [status, LIFECYCLE_ACTIONS.filter((action) => !refusalOf(action, inStatus(status)))]),
  );
  assert.deepEqual(allowed, {
    STAGED: ["activate", "deactivate"],
    PROVISIONED: ["reactivate", "suspend", "reset_password", "deactivate"],
    ACTIVE: ["suspend", "expire_password", "reset_password", "deactivate"],
    RECOVERY: ["reactivate", "reset_password", "deactivate"],
    PASSWORD_EXPIRED: ["suspend", "expire_password", "reset_password", "deactivate"],
    LOCKED_OUT: ["unlock", "reset_password", "deactivate"],
    SUSPENDED: ["unsuspend", "deactivate"],
    DEPROVISIONED: ["activate"],
  });
});

Deno.test("a refusal names the status and the way out", () => {
  assert.match(refusalOf("suspend", inStatus("LOCKED_OUT")) ?? "", /suspend in status LOCKED_OUT: unlock/);
  const credentials = { provider: { type: "ACTIVE_DIRECTORY", name: "harbor.example" } };
  assert.match(refusalOf("unlock", inStatus("LOCKED_OUT", { credentials })) ?? "", /Active Directory/);
  assert.match(
    refusalOf("activate", inStatus("STAGED", { transitioningToStatus: "ACTIVE" })) ?? "",
    /STAGED to ACTIVE/,
  );
});

Deno.test("a status that nobody has heard of is left to Okta", () => {
  assert.equal(refusalOf("suspend", inStatus("HIBERNATING")), undefined);
});

Deno.test("an active user can be unlocked where some devices are blocked", async () => {
  const answers = [
    Response.json([{ type: "DEVICE_BASED", appliesTo: "UNKNOWN_DEVICES" }]),
    Response.json([]),
    refusal(401, "E0000015"),
  ];
  await using server = fakeOkta((_, nth) => answers[nth - 1]!);
  const okta = server.connection.forCall(freely());
  assert.deepEqual([await isBlocked(okta, "00u1"), await isBlocked(okta, "00u1"), await isBlocked(okta, "00u1")], [
    true,
    false,
    false,
  ]);
  assert.match(refusalOf("unlock", inStatus("ACTIVE")) ?? "", /active already/);
  assert.equal(refusalOf("unlock", inStatus("ACTIVE"), true), undefined);
  assert.match(refusalOf("unlock", inStatus("STAGED"), true) ?? "", /STAGED/);
});

Deno.test("what is done to a password is done where it is kept, whatever the status", () => {
  const kept = (type: string, name: string | null = null) =>
    inStatus("ACTIVE", { credentials: { provider: { type, name } } });
  assert.equal(passwordKeeper(kept("OKTA", "OKTA")), undefined);
  assert.equal(passwordKeeper(kept("IMPORT")), undefined);
  assert.match(
    refusalOf("unlock", kept("LDAP", "old")) ?? "",
    /the LDAP directory \("old"\): unlock the account there/,
  );
  assert.match(
    refusalOf("reset_password", kept("FEDERATION")) ?? "",
    /the identity provider: reset the password there/,
  );
  assert.equal(refusalOf("suspend", kept("ACTIVE_DIRECTORY")), undefined);
});

Deno.test("a user whom Okta is still moving is followed, for seconds and no longer", async () => {
  let looks = 0;
  let done = 2;
  const moving = { id: "00u1", status: "STAGED", transitioningToStatus: "ACTIVE" };
  await using server = fakeOkta(() => Response.json(++looks < done ? moving : { id: "00u1", status: "ACTIVE" }));
  const okta = server.connection.forCall(freely());
  const { signal } = new AbortController();

  assert.equal((await settled(okta, toUser(moving), signal, server.clock)).status, "ACTIVE");
  assert.equal(looks, 2);
  assert.equal((await settled(okta, toUser({ id: "00u1", status: "ACTIVE" }), signal, server.clock)).status, "ACTIVE");
  assert.equal(looks, 2);

  done = Infinity;
  const before = server.clock.now();
  assert.equal((await settled(okta, toUser(moving), signal, server.clock)).transitioningToStatus, "ACTIVE");
  assert(server.clock.now() - before < 10_000);
});
