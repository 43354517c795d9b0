import assert from "node:assert/strict";
import { waitingTools } from "../../src/tools/catalog.ts";
import { isExposed, missingScopes, type ToolFacts } from "../../src/tools/exposure.ts";

const tool: ToolFacts = { toolset: "core", risk: "read", scopes: ["okta.users.read", "okta.logs.read"] };
const exposed = (...grantedScopes: string[]) => isExposed(tool, { toolsets: ["core"], readOnly: false, grantedScopes });

Deno.test("a tool needs all its scopes, and a scope to manage lets it read", () => {
  assert.equal(exposed("okta.users.read", "okta.logs.read"), true);
  assert.equal(exposed("okta.users.manage", "okta.logs.read"), true);
  assert.equal(exposed("okta.users.read"), false);
  assert.equal(exposed("okta.users.manage.self", "okta.logs.read"), false);
  const write: ToolFacts = { toolset: "core", risk: "write", scopes: ["okta.users.manage"] };
  assert.equal(isExposed(write, { toolsets: ["core"], readOnly: false, grantedScopes: ["okta.users.read"] }), false);
});

Deno.test("what a tool waits for is named; an API token waits for nothing", () => {
  const exposure = { toolsets: ["core"], readOnly: false };
  assert.deepEqual(missingScopes(tool, { ...exposure, grantedScopes: ["okta.logs.read"] }), ["okta.users.read"]);
  assert.deepEqual(missingScopes(tool, {}), []);
  assert.equal(isExposed(tool, exposure), true);
});

Deno.test("of the tools that the operator wants, those that wait say for what, and how to grant it", () => {
  const exposure = { toolsets: ["core"], readOnly: true };
  const waiting = waitingTools({ ...exposure, grantedScopes: ["okta.users.manage", "okta.logs.read"] });
  const named = ["list_applications", "search_logs", "update_application_config", "list_groups"];
  assert.deepEqual(named.filter((name) => waiting.has(name)), ["list_applications"]);
  assert.match(
    waiting.get("list_applications")!,
    /^list_applications is left out: it waits for okta\.apps\.read, .*login/,
  );
  assert.equal(waitingTools(exposure).size, 0);
});
