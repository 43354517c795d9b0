import assert from "node:assert/strict";
import { TOOLS } from "../../src/tools/catalog.ts";
import { BETTER_TOOLS } from "../../src/tools/shared/better_tools.ts";
import { loadOperations } from "../../src/okta/operations.ts";
import { startOrg } from "./harness.ts";

interface Hit {
  operation: string;
  risk: string;
  body?: string;
  notes?: string[];
}

Deno.test("an intent in plain words finds the operation, with all that a call needs", async () => {
  await using org = await startOrg();
  const { text, data } = await org.call("search_okta_operations", { query: "block an IP range" });
  const hits = data.operations as Hit[];
  assert.equal(hits.length, 5);
  assert.partialDeepStrictEqual(hits.find(({ operation }) => operation === "createNetworkZone"), {
    risk: "write",
    area: "zones",
    method: "POST",
    path: "/api/v1/zones",
    body: "{type: IP|DYNAMIC|DYNAMIC_V2, name: string}",
    scopes: ["okta.networkZones.manage"],
  });
  assert.match(text, /^5 operations for "block an IP range", the best first:\n/);
  assert.match(
    text,
    /\ncreateNetworkZone \(write, zones\): Create a network zone.*\n {2}POST \/api\/v1\/zones\n {2}body: \{type: IP/,
  );
  assert.match(text, /Next: call_okta_operation operation=/);
  assert(text.length < 3_000, `${text.length} characters`);
  assert.deepEqual(org.sandbox.requests, [], "a search asks Okta nothing");
});

Deno.test("an id as query shows its whole body, a kind of it by name", async () => {
  await using org = await startOrg();
  const whole = await org.call("search_okta_operations", { query: "createNetworkZone" });
  assert.match(whole.text, /^The operation createNetworkZone:/);
  assert.match(whole.text, /by type IP: \+ \{.*gateways\?: \{.*DYNAMIC_V2: \+ \{/);
  const kind = await org.call("search_okta_operations", { query: "createNetworkZone DYNAMIC" });
  assert.match(kind.text, /\{type: DYNAMIC, .*locations\?: \{/);
  assert.doesNotMatch(kind.text, /gateways|DYNAMIC_V2/);
});

Deno.test("no operation takes more than its share of an answer", async () => {
  await using org = await startOrg();
  for (const id of Object.keys((await loadOperations()).operations)) {
    const { text } = await org.call("search_okta_operations", { query: id });
    assert(text.length < 11_000, `${id}: ${text.length}`);
  }
});

Deno.test("an area narrows, limit bounds, and an unknown area is answered with the areas", async () => {
  await using org = await startOrg();
  const { data } = await org.call("search_okta_operations", { query: "list rules", area: "policies", limit: 2 });
  assert.deepEqual((data.operations as Hit[])[0]?.operation, "listPolicyRules");
  assert.equal((data.operations as Hit[]).length, 2);
  assert.match(
    await org.refused("search_okta_operations", { query: "x", area: "weather" }),
    /There is no area "weather"\. The areas: .*policies/,
  );
});

Deno.test("what is refused here says so and how to allow it; what has a tool of its own names it", async () => {
  await using org = await startOrg();
  const minting = await org.call("search_okta_operations", { query: "createOAuth2ClientSecret" });
  assert.match(
    minting.text,
    /refused by default: it mints a client secret\. .*OKTA_ALLOW_OPERATIONS=createOAuth2ClientSecret/,
  );
  const unlocking = await org.call("search_okta_operations", { query: "unlock an account", limit: 1 });
  assert.match(unlocking.text, /unlockUser .*\n.*\n.*\n.*\n {2}Better: the tool unlock_user_account\./);
});

Deno.test("what nothing fits is said, with the way out", async () => {
  await using org = await startOrg();
  const { text, data } = await org.call("search_okta_operations", { query: "qqqq" });
  assert.equal(text, 'No operation fits "qqqq". Try other words.');
  assert.deepEqual(data, { operations: [] });
});

Deno.test("the tools that are named as better exist, for operations that exist", async () => {
  const { operations } = await loadOperations();
  const tools = TOOLS.map(({ name }) => name);
  for (const [id, tool] of Object.entries(BETTER_TOOLS)) {
    assert(operations[id], id);
    assert(tools.includes(tool), tool);
  }
});
