/** The tools that change people and groups, on an Okta that others wrote: it holds what the tools say. */
import assert from "node:assert/strict";
import { clientTest, connect, type McpClient } from "./clients.ts";
import { type EmulatedOkta, startEmulatedOkta, TOKEN } from "./emulated_okta.ts";

const user = "mina@acme.example";
const group = "Night Shift";

async function onEmulator(test: (client: McpClient, okta: EmulatedOkta) => Promise<void>): Promise<void> {
  await using okta = await startEmulatedOkta({ login: user, group });
  const auditLog = await Deno.makeTempFile({ suffix: ".jsonl" });
  const env = { OKTA_ORG_URL: okta.url, OKTA_API_TOKEN: TOKEN, OKTA_AUDIT_LOG: auditLog };
  const client = await connect("2026-07-28", { args: [], env, person: "accept" });
  try {
    await test(client, okta);
  } finally {
    await client.close();
    await Deno.remove(auditLog);
  }
}

/** Calls a tool that is to succeed. */
async function succeed(client: McpClient, name: string, args: Record<string, unknown>): Promise<string> {
  const { isError, text } = await client.call(name, args);
  assert.equal(isError, false, `${name}: ${text}`);
  return text;
}

clientTest(
  "emulate: each change of status arrives, and what Okta does not allow is refused before it is asked",
  () =>
    onEmulator(async (client, okta) => {
      const status = async () => (await okta.read<{ status: string }>(`/api/v1/users/${user}`)).status;
      for (
        const [action, after, forbidden] of [
          ["suspend", "SUSPENDED", "suspend"],
          ["unsuspend", "ACTIVE", "activate"],
          ["deactivate", "DEPROVISIONED", "suspend"],
          ["activate", "ACTIVE", "unsuspend"],
        ] as const
      ) {
        assert.match(await succeed(client, "change_user_status", { user, action }), /^Done: /);
        assert.equal(await status(), after);
        const { isError, text } = await client.call("change_user_status", { user, action: forbidden });
        assert.equal(isError, true, text);
        assert.equal(await status(), after);
      }
    }),
);

clientTest("emulate: a member comes and goes, and is listed meanwhile", () =>
  onEmulator(async (client, okta) => {
    const [{ id }] = await okta.read<[{ id: string }]>(`/api/v1/groups?q=${encodeURIComponent(group)}`);
    const members = async () =>
      (await okta.read<{ profile: { login: string } }[]>(`/api/v1/groups/${id}/users`)).map(({ profile }) =>
        profile.login
      );
    await succeed(client, "add_user_to_group", { user, group });
    assert.deepEqual(await members(), [user]);
    assert.match(await succeed(client, "get_group_details", { group, include: ["members"] }), /mina@acme\.example/);
    await succeed(client, "remove_user_from_group", { user, group });
    assert.deepEqual(await members(), []);
  }));

clientTest(
  "emulate: a profile is changed and read again; what it did not keep, the tool tells",
  () =>
    onEmulator(async (client, okta) => {
      assert.match(
        await succeed(client, "get_user_details", { user: "Mina Sato" }),
        /^"Mina Sato" \(mina@acme\.example\)/,
      );
      await succeed(client, "update_user_profile", { user, profile: { firstName: "Mia" } });
      const { profile } = await okta.read<{ profile: { firstName: string } }>(`/api/v1/users/${user}`);
      assert.equal(profile.firstName, "Mia");
      const { text } = await client.call("update_user_profile", { user, profile: { title: "Lead" } });
      assert.match(text, /did not store "Lead" as title/);
    }),
);

clientTest(
  "emulate: its known faults; one that is mended belongs into the tests above",
  () =>
    onEmulator(async (client, okta) => {
      for (const [name, args] of [["list_users", { status: "ACTIVE" }], ["list_users", { q: "min" }]] as const) {
        assert.match(await succeed(client, name, args), /^No users matching/, "it takes search for a part of a name");
      }
      await succeed(client, "update_user_profile", { user, profile: { firstName: "Mia" } });
      await succeed(client, "add_user_to_group", { user, group });
      await succeed(client, "remove_user_from_group", { user, group });
      await succeed(client, "get_group_details", { group });
      await succeed(client, "investigate_user", { user });
      for (const name of ["reset_user_password", "clear_user_sessions"]) {
        assert.match((await client.call(name, { user })).text, /: Okta answered 404/);
      }
      assert.deepEqual(okta.gaps(), [
        "/api/v1/groups/*/apps",
        "/api/v1/groups/*/owners",
        "/api/v1/groups/*/roles",
        "/api/v1/groups/rules",
        "/api/v1/logs",
        "/api/v1/meta/schemas/user/default",
        "/api/v1/users/*/factors",
        "/api/v1/users/*/lifecycle/reset_password",
        "/api/v1/users/*/roles",
        "/api/v1/users/*/sessions",
      ]);
    }),
);
