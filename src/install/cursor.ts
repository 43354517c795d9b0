import { type Client, environmentOf, home, serverEdits, under } from "./client.ts";
import { jsonc } from "./jsonc.ts";

/** The person's own servers. It replaces `${env:NAME}` from the environment it runs in. */
export const cursor: Client = {
  id: "cursor",
  title: "Cursor",
  format: jsonc,
  file: (machine) => under(machine, home(machine), ".cursor", "mcp.json"),
  secrets: "environment",
  attach: (entry) => serverEdits("mcpServers", entry, environmentOf(entry, (setting) => `\${env:${setting}}`)),
  detach: (name) => [{ path: ["mcpServers", name] }],
  restart: "In Cursor, open Settings > MCP and switch the server on.",
};
