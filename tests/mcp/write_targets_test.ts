import assert from "node:assert/strict";
import * as z from "zod";
import type { WriteTool } from "../../src/mcp/tool.ts";
import { targetsOf } from "../../src/mcp/write_targets.ts";

const tool = { name: "lock_door", bulk: true, input: z.object({ user: z.string() }) } as unknown as WriteTool<unknown>;

Deno.test("each of several users is a target once, also where a client says that the one user is undefined", () => {
  assert.deepEqual(targetsOf(tool, { users: ["jane", "omar", "jane"], user: undefined }, 50), [
    { user: "jane" },
    { user: "omar" },
  ]);
});

Deno.test("one user or several, not both and not none", () => {
  assert.deepEqual(targetsOf(tool, { user: "jane" }, 50), [{ user: "jane" }]);
  assert.throws(() => targetsOf(tool, { user: "jane", users: ["omar"] }, 50), /either user or users, not both/);
  assert.throws(() => targetsOf(tool, {}, 50), /lock_door needs a user/);
});
