import type { Setting } from "../config.ts";
import { type Client, environmentOf, serverEdits, settingsFolder, under } from "./client.ts";
import { jsonc } from "./jsonc.ts";

/** What VS Code asks the person for, and keeps in the system's secret store. */
const questions: Readonly<Partial<Record<Setting, { id: string; description: string }>>> = {
  OKTA_API_TOKEN: { id: "okta-api-token", description: "Okta API token" },
  OKTA_CLIENT_SECRET: { id: "okta-client-secret", description: "Secret of the Okta app" },
  OKTA_PRIVATE_KEY: { id: "okta-private-key", description: "Private key of the Okta app, as a JWK on one line" },
};

/** The person's own profile; https://code.visualstudio.com/docs/copilot/reference/mcp-configuration is its form. */
export const vscode: Client = {
  id: "vscode",
  title: "VS Code",
  format: jsonc,
  file: (machine) => under(machine, settingsFolder(machine), "Code", "User", "mcp.json"),
  secrets: "prompt",
  attach: (entry) => [
    ...[...entry.secrets.keys()].map((setting) => {
      const { id, description } = questions[setting]!;
      return { path: ["inputs", { id }], value: { type: "promptString", id, description, password: true } };
    }),
    ...serverEdits("servers", entry, environmentOf(entry, (setting) => `\${input:${questions[setting]!.id}}`), {
      type: "stdio",
    }),
  ],
  detach: (name) => [
    { path: ["servers", name] },
    ...(name === "okta" ? Object.values(questions).map(({ id }) => ({ path: ["inputs", { id }] })) : []),
  ],
  restart: "In VS Code, run the command MCP: List Servers and start the server.",
};
