import assert from "node:assert/strict";
import { listedSchema } from "../../src/mcp/schema.ts";
import { annotationsOf, toolSchemas } from "../../src/mcp/server.ts";
import { loadOperations } from "../../src/okta/operations.ts";
import { AREAS } from "../../src/operations/areas.ts";
import { GUARDED } from "../../src/operations/rules.ts";
import { areaTools, toolName } from "../../src/tools/areas.ts";
import { TOOLS } from "../../src/tools/catalog.ts";
import { startOrg } from "./harness.ts";
import { changesOf, sentBy } from "./writes.ts";

const { operations } = await loadOperations();
const all = await areaTools(Object.keys(AREAS), { allow: [], deny: [] });

Deno.test("every operation that is open has a tool in its area, but for those that a tool written by hand replaces", () => {
  const names = new Set(all.map(({ name }) => name));
  const byHand = new Set(TOOLS.map(({ name }) => name));
  const left = Object.values(operations).filter((one) => !names.has(toolName(one)) && !byHand.has(toolName(one)));
  const reasons = left.filter(({ id, server }) => !GUARDED.includes(id) && server === undefined);
  assert.deepEqual(reasons, []);
  assert.equal(names.size, all.length);
});

Deno.test("names, descriptions and listings suit every client", () => {
  for (const tool of all) {
    assert.match(tool.name, /^[a-z][a-z0-9_]{2,59}$/);
    assert(!/_[a-z]_/.test(tool.name.replace("_a_", "_")), tool.name);
    assert(tool.title.length <= 100 && tool.description.length <= 350, tool.name);
    const listing = JSON.stringify(listedSchema(toolSchemas(tool).input, "input"));
    assert(listing.length < 1_500, `${tool.name}: ${listing.length}`);
  }
});

Deno.test("the annotations tell what a tool does", () => {
  const hints = (name: string) => annotationsOf(all.find((tool) => tool.name === name)!);
  assert.partialDeepStrictEqual(hints("list_policies"), { readOnlyHint: true, destructiveHint: false });
  assert.partialDeepStrictEqual(hints("create_policy_simulation"), { readOnlyHint: true });
  assert.partialDeepStrictEqual(hints("create_policy"), {
    readOnlyHint: false,
    destructiveHint: false,
    idempotentHint: false,
  });
  assert.partialDeepStrictEqual(hints("delete_policy"), { destructiveHint: true, idempotentHint: true });
  assert.partialDeepStrictEqual(hints("deactivate_policy"), { destructiveHint: true, idempotentHint: true });
});

Deno.test("the rules of the operator count", async () => {
  const names = async (allow: string[], deny: string[]) =>
    (await areaTools(["app_credentials"], { allow, deny })).map(({ name }) => name);
  assert(!(await names([], [])).includes("create_oauth2_client_secret"));
  assert((await names(["createOAuth2ClientSecret"], [])).includes("create_oauth2_client_secret"));
  assert.deepEqual(await names([], ["*"]), []);
});

Deno.test("an area's tools are listed where it is named, read and change as every other, and only read where that is the rule", async () => {
  await using org = await startOrg({}, undefined, { OKTA_TOOLSETS: "core,zones" });
  assert.equal(org.host.tools.length, TOOLS.filter(({ toolset }) => toolset === "core").length + 7);
  const { data } = await org.call("list_network_zones", { limit: 3 });
  const zones = data.list as { id: string; name: string }[];
  assert.equal(zones.length, 3);
  const { id, name } = zones[2]!;
  const declined = await org.call("deactivate_network_zone", { zoneId: id }, "decline");
  assert(declined.asked?.includes(`zone "${name}"`));
  assert.deepEqual(sentBy(org), []);
  const done = await org.call("deactivate_network_zone", { zoneId: id });
  assert.deepEqual(changesOf(done), ['status: "ACTIVE" → "INACTIVE"']);
  assert.match(await org.refused("create_network_zone", { body: { name: "x", type: "MAGIC" } }), /body\.type must be/);

  await using reading = await startOrg({}, undefined, { OKTA_TOOLSETS: "zones", OKTA_READ_ONLY: "true" });
  assert.deepEqual(reading.host.tools.map((tool) => tool.name).sort(), ["get_network_zone", "list_network_zones"]);
});
