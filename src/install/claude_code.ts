import { type Client, environmentOf, home, serverEdits, under } from "./client.ts";
import { jsonc } from "./jsonc.ts";

/** Its user scope: every project of the person. It replaces `${NAME}` from the environment it runs in. */
export const claudeCode: Client = {
  id: "claude-code",
  title: "Claude Code",
  format: jsonc,
  file: (machine) => under(machine, machine.environment("CLAUDE_CONFIG_DIR") || home(machine), ".claude.json"),
  secrets: "environment",
  attach: (entry) =>
    serverEdits("mcpServers", entry, environmentOf(entry, (setting) => `\${${setting}}`), { type: "stdio" }),
  detach: (name) => [{ path: ["mcpServers", name] }],
  restart: "Start Claude Code again; /mcp shows the server.",
};
