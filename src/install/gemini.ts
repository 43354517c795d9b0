import { type Client, environmentOf, home, serverEdits, under } from "./client.ts";
import { jsonc } from "./jsonc.ts";

/** It replaces `${NAME}` from the environment it runs in, and hands on no secret that its file does not name. */
export const gemini: Client = {
  id: "gemini",
  title: "Gemini CLI",
  format: jsonc,
  file: (machine) => under(machine, home(machine), ".gemini", "settings.json"),
  secrets: "environment",
  attach: (entry) => serverEdits("mcpServers", entry, environmentOf(entry, (setting) => `\${${setting}}`)),
  detach: (name) => [{ path: ["mcpServers", name] }],
  restart: "Start Gemini CLI again; /mcp shows the server.",
};
