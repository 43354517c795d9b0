import assert from "node:assert/strict";
import type { UserStatus } from "../../../src/sandbox/state.ts";
import { assertError, ids, startOrg } from "../harness.ts";
import { ID } from "../small_org.ts";

const IN_STATUS: Record<Exclude<UserStatus, "RECOVERY">, string> = {
  STAGED: ID.CLEO,
  PROVISIONED: ID.EVE,
  ACTIVE: ID.ADA,
  PASSWORD_EXPIRED: ID.GINA,
  LOCKED_OUT: ID.BOB,
  SUSPENDED: ID.FRANK,
  DEPROVISIONED: ID.DAN,
};

/** For each action: where it leads from each status it may start in, and the refusal from all others. */
const ACTIONS: {
  action: string;
  query?: string;
  from: Partial<Record<UserStatus, UserStatus>>;
  refused: [status: number, code: string];
  event: string;
}[] = [
  {
    action: "activate",
    from: { STAGED: "ACTIVE", DEPROVISIONED: "PROVISIONED" },
    refused: [403, "E0000016"],
    event: "user.lifecycle.activate",
  },
  {
    action: "reactivate",
    query: "?sendEmail=true",
    from: { PROVISIONED: "PROVISIONED" },
    refused: [403, "E0000038"],
    event: "user.lifecycle.reactivate",
  },
  {
    action: "suspend",
    from: { ACTIVE: "SUSPENDED", PASSWORD_EXPIRED: "SUSPENDED", PROVISIONED: "SUSPENDED" },
    refused: [400, "E0000001"],
    event: "user.lifecycle.suspend",
  },
  {
    action: "unsuspend",
    from: { SUSPENDED: "ACTIVE" },
    refused: [400, "E0000001"],
    event: "user.lifecycle.unsuspend",
  },
  {
    action: "unlock",
    from: { LOCKED_OUT: "ACTIVE" },
    refused: [403, "E0000032"],
    event: "user.account.unlock_by_admin",
  },
  {
    action: "deactivate",
    from: {
      STAGED: "DEPROVISIONED",
      PROVISIONED: "DEPROVISIONED",
      ACTIVE: "DEPROVISIONED",
      PASSWORD_EXPIRED: "DEPROVISIONED",
      LOCKED_OUT: "DEPROVISIONED",
      SUSPENDED: "DEPROVISIONED",
    },
    refused: [403, "E0000038"],
    event: "user.lifecycle.deactivate",
  },
  {
    action: "expire_password",
    from: { ACTIVE: "PASSWORD_EXPIRED", PASSWORD_EXPIRED: "PASSWORD_EXPIRED", LOCKED_OUT: "PASSWORD_EXPIRED" },
    refused: [403, "E0000038"],
    event: "user.account.expire_password",
  },
  {
    action: "reset_password",
    query: "?sendEmail=true",
    from: { PROVISIONED: "RECOVERY", ACTIVE: "RECOVERY", PASSWORD_EXPIRED: "RECOVERY", LOCKED_OUT: "RECOVERY" },
    refused: [403, "E0000038"],
    event: "user.account.reset_password",
  },
];

for (const { action, query = "", from, refused, event } of ACTIONS) {
  Deno.test(`${action} from every status`, async () => {
    for (const [status, id] of Object.entries(IN_STATUS)) {
      await using org = await startOrg();
      const answer = await org.call("POST", `/api/v1/users/${id}/lifecycle/${action}${query}`);
      const after = org.sandbox.state.users.get(id)?.status;
      const expected = from[status as UserStatus];
      if (expected === undefined) {
        assertError(answer, ...refused);
        assert.equal(after, status);
        assert.deepEqual(org.logged(), []);
      } else {
        assert.equal(answer.status, 200, `${action} from ${status}: ${JSON.stringify(answer.body)}`);
        assert.equal(after, expected, `${action} from ${status}`);
        assert.equal(org.logged()[0], event);
        if (action !== "expire_password") assert.deepEqual(answer.body, {});
      }
      assert.deepEqual(org.sandbox.violations, []);
    }
  });
}

Deno.test("what is not mailed comes back: links, tokens, a temporary password", async () => {
  await using org = await startOrg();
  const post = async (id: string, path: string) =>
    (await org.call("POST", `/api/v1/users/${id}/lifecycle/${path}`)).body;
  const activation = await post(ID.CLEO, "activate?sendEmail=false");
  assert.equal(activation.activationUrl, `${org.sandbox.url}/welcome/${activation.activationToken}`);
  // The trap: unlike the others, reactivating mails nothing unless told to.
  assert.deepEqual(Object.keys(await post(ID.EVE, "reactivate")), ["activationUrl", "activationToken"]);
  const { resetPasswordUrl } = await post(ID.ADA, "reset_password?sendEmail=false");
  assert.match(resetPasswordUrl, /\/reset_password\/\w{20}$/);
  assert.match((await post(ID.GINA, "expire_password_with_temp_password")).tempPassword, /^\w{8}$/);
});

Deno.test("unlock says why it refuses", async () => {
  await using org = await startOrg();
  const unlock = (id: string) => org.call("POST", `/api/v1/users/${id}/lifecycle/unlock`);
  const active = await unlock(ID.ADA);
  assert.deepEqual(active.body.errorCauses, [{ errorSummary: "The user is not locked out." }]);
  const directory = await unlock(ID.HANK);
  assertError(directory, 403, "E0000032");
  assert.match(directory.body.errorCauses[0].errorSummary, /corp\.small\.example/);
});

Deno.test("a password that a directory keeps is neither reset nor expired here", async () => {
  await using org = await startOrg();
  const path = `/api/v1/users/${ID.HANK}/lifecycle`;
  assertError(await org.call("POST", `${path}/reset_password?sendEmail=true`), 403, "E0000017");
  assertError(await org.call("POST", `${path}/expire_password`), 403, "E0000017");
});

Deno.test("reset_password needs sendEmail, and ends sessions when asked to", async () => {
  await using org = await startOrg();
  const path = `/api/v1/users/${ID.ADA}/lifecycle/reset_password`;
  assertError(await org.call("POST", path), 400, "E0000001");
  await org.call("POST", `${path}?sendEmail=true&revokeSessions=true`);
  assert.deepEqual(org.sandbox.state.users.get(ID.ADA)?.sessions, []);
  assert.deepEqual(org.logged(), ["user.account.reset_password", "user.session.clear"]);
  assert.equal((await org.call("POST", `/api/v1/users/${ID.ADA}/lifecycle/reactivate?sendEmail=true`)).status, 200);
});

Deno.test("expire_password answers the person and leaves statusChanged alone", async () => {
  await using org = await startOrg();
  const { body } = await org.call("POST", `/api/v1/users/${ID.ADA}/lifecycle/expire_password`);
  assert.deepEqual([body.status, body.statusChanged], ["PASSWORD_EXPIRED", "2026-01-05T08:00:00.000Z"]);
  assert(body._links.expirePassword);
});

Deno.test("deactivating takes access and password, and leaves the groups", async () => {
  await using org = await startOrg();
  await org.call("POST", `/api/v1/users/${ID.ADA}/lifecycle/deactivate`);
  const ada = org.sandbox.state.users.get(ID.ADA)!;
  assert.deepEqual([ada.status, ada.credentials.password, ada.sessions], ["DEPROVISIONED", undefined, []]);
  assert.deepEqual(org.logged(), ["user.lifecycle.deactivate", "application.user_membership.remove"]);
  assert.deepEqual(ids(await org.get(`/api/v1/users/${ID.ADA}/groups`)), [ID.EVERYONE, ID.SALES]);
  assert.deepEqual(ids(await org.get(`/api/v1/apps/${ID.CRM}/users`)), []);

  await org.call("POST", `/api/v1/users/${ID.ADA}/lifecycle/activate`);
  assert.equal(org.sandbox.state.users.get(ID.ADA)?.status, "PROVISIONED");
  assert.deepEqual(org.logged().slice(2), ["user.lifecycle.activate", "application.user_membership.add"]);
});

Deno.test("the first DELETE only deactivates, the second one deletes", async () => {
  await using org = await startOrg();
  const path = `/api/v1/users/${ID.ADA}`;
  assert.equal((await org.call("DELETE", path)).status, 204);
  assert.equal((await org.get(path)).body.status, "DEPROVISIONED");
  assert.equal((await org.call("DELETE", path)).status, 204);
  assertError(await org.get(path), 404, "E0000007");
  assert(!ids(await org.get(`/api/v1/groups/${ID.SALES}/users`)).includes(ID.ADA));
  assert.deepEqual(org.logged().slice(-2), ["user.lifecycle.delete.initiated", "user.lifecycle.delete.completed"]);
});

Deno.test("an event tells who did it, from where and with which request", async () => {
  await using org = await startOrg();
  const { headers } = await org.call("POST", `/api/v1/users/${ID.BOB}/lifecycle/unlock`, undefined, {
    "user-agent": "mcp-okta-support/9.9",
  });
  const [event] = (await org.get(`/api/v1/logs?filter=target.id%20eq%20%22${ID.BOB}%22`)).body;
  assert.equal(event.eventType, "user.account.unlock_by_admin");
  assert.equal(event.published, "2026-03-10T12:00:00.500Z");
  assert.equal(event.actor.alternateId, "alex.admin@small.example");
  assert.equal(event.client.userAgent.rawUserAgent, "mcp-okta-support/9.9");
  assert.equal(event.client.ipAddress, "127.0.0.1");
  assert.deepEqual(event.outcome, { result: "SUCCESS", reason: null });
  assert.equal(event.transaction.id, headers.get("x-okta-request-id"));
  assert.equal(event.debugContext.debugData.requestUri, `/api/v1/users/${ID.BOB}/lifecycle/unlock`);
});
