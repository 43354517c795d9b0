import assert from "node:assert/strict";
import { listedSchema } from "../../src/mcp/schema.ts";
import { toolSchemas } from "../../src/mcp/server.ts";
import type { Tool } from "../../src/mcp/tool.ts";
import { exposedTools, TOOLS } from "../../src/tools/catalog.ts";
import type { Services } from "../../src/tools/define.ts";

const FOLDER = new URL("snapshots/", import.meta.url);

/** The most bytes that a model may have to read before it has asked anything. */
const BUDGETS = { core: 7_500, support: 20_000 };

/** What a model sees of a tool. */
function seen(tool: Tool<Services>) {
  const { name, description } = tool;
  return { name, description, inputSchema: listedSchema(toolSchemas(tool).input, "input") };
}

if (Deno.env.get("UPDATE_SNAPSHOTS") === "1") {
  Deno.test("snapshots are rewritten", async () => {
    await Deno.remove(FOLDER, { recursive: true }).catch(() => {});
    await Deno.mkdir(FOLDER);
    for (const tool of TOOLS) {
      await Deno.writeTextFile(new URL(`${tool.name}.json`, FOLDER), JSON.stringify(seen(tool), null, 2) + "\n");
    }
  });
}

for (const tool of TOOLS) {
  Deno.test(`${tool.name} looks to a model as its snapshot says`, async () => {
    const text = await Deno.readTextFile(new URL(`${tool.name}.json`, FOLDER)).catch(() => "null");
    assert.deepEqual(seen(tool), JSON.parse(text), "to accept the change: UPDATE_SNAPSHOTS=1, and review the diff");
  });
}

Deno.test("every snapshot has its tool", () => {
  const names = new Set(TOOLS.map((tool) => `${tool.name}.json`));
  const orphans = [...Deno.readDirSync(FOLDER)].map((entry) => entry.name).filter((name) => !names.has(name));
  assert.deepEqual(orphans, []);
});

for (const [toolset, budget] of Object.entries(BUDGETS)) {
  Deno.test(`the ${toolset} tools take at most ${budget} bytes of a model's context`, () => {
    const sizes = exposedTools({ toolsets: [toolset], readOnly: false })
      .map((tool) => ({ tool: tool.name, bytes: new TextEncoder().encode(JSON.stringify(seen(tool))).length }))
      .sort((a, b) => b.bytes - a.bytes);
    const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
    const largest = sizes.slice(0, 5).map(({ tool, bytes }) => `${tool} ${bytes}`).join(", ");
    assert(total <= budget, `${total} bytes in ${sizes.length} tools; the largest: ${largest}`);
  });
}
