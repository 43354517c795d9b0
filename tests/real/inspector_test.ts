/** MCP's own Inspector on the program. */
import assert from "node:assert/strict";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { runFromNpm } from "../from_npm.ts";
import { COMMAND } from "./program.ts";

/** What takes any value, of which the Inspector warns: an operation's body. */
const ANY_VALUE = ["call_okta_operation inputSchema.properties.body"];
const WARNING = /^Warning: tool "(.*)"\n\s+Path: (.*)\n\s+Issue: Schema carries no validation keyword/gm;

for (const era of ["legacy", "modern"]) {
  Deno.test(`${era}: the Inspector finds the tools' schemas portable`, async () => {
    const listing = ["--demo", "--method", "tools/list", "--strict", "--protocol-era", era];
    const { code, stderr } = await runFromNpm("@modelcontextprotocol/inspector", ["--cli", ...COMMAND, ...listing]);
    assert.equal(code, 0, stderr);
    const found = [...stderr.matchAll(WARNING)].map(([, tool, path]) => `${tool} ${path}`);
    assert.deepEqual(found, ANY_VALUE);
    assert.match(stderr, new RegExp(`^0 errors, ${ANY_VALUE.length} warning`, "m"));
  });

  Deno.test(`${era}: hundreds of calls, ten at once, are all answered`, async () => {
    const sandbox = await startSandbox({ rateLimits: { "/api/v1/users": 100_000 } });
    try {
      const { code, stdout, stderr } = await runFromNpm("@modelcontextprotocol/inspector", [
        ...["--cli", ...COMMAND, "-e", `OKTA_ORG_URL=${sandbox.url}`, "-e", `OKTA_API_TOKEN=${sandbox.token}`],
        ...["--method", "tools/call", "--tool-name", "list_users", "--tool-arg", "limit=1", "--protocol-era", era],
        ...["--load", "--load-requests", "500", "--load-concurrency", "10"],
      ]);
      assert.equal(code, 0, stderr);
      const { requests, ok } = JSON.parse(stdout);
      assert.deepEqual({ requests, ok }, { requests: 500, ok: 500 }, stdout);
    } finally {
      await sandbox.close();
    }
  });
}
