/** Who may call a shared server, and with what; tokens come from the demo org's authorization server. */
import assert from "node:assert/strict";
import type { PersonClaims } from "../../src/sandbox/oauth/authorization_server.ts";
import { auditFile, clientTest, configFor, connect, demoOrg, ERAS, ping, startServer } from "./server.ts";

const PUBLIC_URL = "https://okta-support.harbor.example/team/mcp";
const JANE: PersonClaims = {
  sub: "jane.moreno@harbor.example",
  uid: "00uJane",
  aud: PUBLIC_URL,
  scp: ["okta_support"],
};
const WRITE = "unlock_user_account";

Deno.test("without a token a client learns where to get one", async () => {
  await using sandbox = await demoOrg();
  const settings = { MCP_PUBLIC_URL: PUBLIC_URL, MCP_ACCESS: "scope:okta_support=support" };
  await using server = startServer(configFor(sandbox, settings));
  const refused = await ping(server.url);
  assert.equal(refused.status, 401);
  await refused.body?.cancel();
  const challenge = refused.headers.get("www-authenticate") ?? "";
  const metadataUrl = "https://okta-support.harbor.example/.well-known/oauth-protected-resource/team/mcp";
  assert.ok(challenge.startsWith("Bearer "), challenge);
  assert.ok(challenge.includes(`resource_metadata="${metadataUrl}"`), challenge);
  const metadata = await (await fetch(new URL(new URL(metadataUrl).pathname, server.url))).json();
  assert.deepEqual(metadata, {
    resource: PUBLIC_URL,
    authorization_servers: [`${sandbox.url}/oauth2/default`],
    bearer_methods_supported: ["header"],
    scopes_supported: ["okta_support"],
  });
  // From there the client finds the authorization server's own metadata (RFC 8414).
  const found = await fetch(`${sandbox.url}/.well-known/oauth-authorization-server/oauth2/default`);
  assert.equal((await found.json()).issuer, metadata.authorization_servers[0]);
});

Deno.test("a token is taken only from this issuer, for this audience, in its time, unaltered", async () => {
  await using sandbox = await demoOrg();
  await using another = await demoOrg();
  await using server = startServer(configFor(sandbox, { MCP_PUBLIC_URL: PUBLIC_URL }));
  const status = async (token: string) => {
    const response = await ping(server.url, { authorization: `Bearer ${token}` });
    await response.body?.cancel();
    return response.status;
  };
  const good = sandbox.accessToken(JANE);
  assert.equal(await status(good), 200);
  const [header, payload, signature] = good.split(".") as [string, string, string];
  const base64url = (value: unknown) =>
    new TextEncoder().encode(JSON.stringify(value)).toBase64({ alphabet: "base64url", omitPadding: true });
  const claims = JSON.parse(new TextDecoder().decode(Uint8Array.fromBase64(payload, { alphabet: "base64url" })));
  const bad = {
    "another issuer's": another.accessToken(JANE),
    "for another audience": sandbox.accessToken({ ...JANE, aud: "api://default" }),
    "expired": sandbox.accessToken({ ...JANE, seconds: -60 }),
    "with altered claims": [header, base64url({ ...claims, sub: "admin@harbor.example" }), signature].join("."),
    "unsigned": [base64url({ alg: "none" }), payload, ""].join("."),
    "no JWT at all": sandbox.token,
    "nothing": "",
  };
  for (const [what, token] of Object.entries(bad)) assert.equal(await status(token), 401, what);
  assert.equal(sandbox.requests.filter(({ url }) => url.endsWith("/keys")).length, 1, "the keys were not kept");
});

// The key set's reader leaves a refusal's body unread.
clientTest("where the keys cannot be read the token is not blamed", async () => {
  await using sandbox = await demoOrg();
  const settings = { MCP_PUBLIC_URL: PUBLIC_URL, MCP_ISSUER: `${sandbox.url}/oauth2/missing` };
  await using server = startServer(configFor(sandbox, settings));
  const refused = await ping(server.url, { authorization: `Bearer ${sandbox.accessToken(JANE)}` });
  assert.equal(refused.status, 500);
  assert.match(await refused.text(), /keys cannot be read/);
  sandbox.violations.length = 0; // the org knows no such path
});

clientTest("groups and scopes decide about toolsets and writes; who fits no rule is refused", async () => {
  await using sandbox = await demoOrg();
  await using server = startServer(configFor(sandbox, {
    MCP_PUBLIC_URL: PUBLIC_URL,
    MCP_ACCESS: "group:Help Desk=all; group:Auditors=support, read-only; scope:okta_support=core",
  }));
  const toolsOf = async (claims: Partial<PersonClaims>) => {
    const token = sandbox.accessToken({ ...JANE, scp: [], ...claims });
    await using client = await connect("2026-07-28", server.url, { token });
    return await client.tools();
  };
  const helpDesk = await toolsOf({ groups: ["Everyone", "Help Desk"] });
  assert.ok(helpDesk.includes(WRITE) && helpDesk.includes("list_users"));
  assert.ok(!helpDesk.includes("compare_users"), "more than the operator offers to anybody");
  const auditors = await toolsOf({ groups: ["Auditors"], scp: ["okta_support"] });
  assert.ok(auditors.includes("list_users") && !auditors.includes(WRITE));
  const others = await toolsOf({ scp: ["okta_support"] });
  assert.ok(others.includes(WRITE) && !others.includes("list_users"));
  const refused = await ping(server.url, { authorization: `Bearer ${sandbox.accessToken({ ...JANE, scp: [] })}` });
  assert.equal(refused.status, 403);
  assert.match(await refused.text(), /MCP_ACCESS/);

  const token = sandbox.accessToken({ ...JANE, groups: ["Auditors"] });
  await using client = await connect("2025", server.url, { token });
  await assert.rejects(client.call(WRITE, { user: JANE.sub }).then(({ isError }) => assert.ok(!isError)));
  assert.equal(sandbox.changing(), 0);
});

for (const era of ERAS) {
  clientTest(
    `${era}: the audit log names the person and the credential; their consent serves nobody else`,
    async () => {
      await using sandbox = await demoOrg();
      await using audit = await auditFile();
      const settings = { MCP_PUBLIC_URL: PUBLIC_URL, OKTA_AUDIT_LOG: audit.path };
      await using server = startServer(configFor(sandbox, settings));
      const omar: PersonClaims = { ...JANE, sub: "omar@harbor.example", uid: "00uOmar" };
      await using first = await connect(era, server.url, { token: sandbox.accessToken(omar) });
      await using second = await connect(era, server.url, { token: sandbox.accessToken(JANE) });
      const args = { user: JANE.sub };
      const { data } = await first.call(WRITE, args);
      const consented = { ...args, consent_token: data.consent_token };
      assert.equal((await second.call(WRITE, consented)).data.outcome, "consent_required");
      assert.equal(sandbox.changing(), 0);
      assert.equal((await first.call(WRITE, consented)).data.outcome, "done");
      for (const { actor } of audit.lines()) {
        assert.match(
          actor,
          /^omar@harbor\.example \(00uOmar\), with the credential of \S+@harbor\.example \(00u\w+\)$/,
        );
      }
    },
  );
}
