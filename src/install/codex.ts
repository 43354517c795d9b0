import { type Client, home, serverEdits, under } from "./client.ts";
import { toml } from "./toml.ts";

/** It hands on from its own environment the variables that `env_vars` names. */
export const codex: Client = {
  id: "codex",
  title: "Codex",
  format: toml,
  file: (machine) => {
    const folder = machine.environment("CODEX_HOME") || under(machine, home(machine), ".codex");
    return under(machine, folder, "config.toml");
  },
  secrets: "environment",
  attach: (entry) => {
    const handedOn = { path: ["mcp_servers", entry.name, "env_vars"] };
    const names = [...entry.secrets.keys()];
    const [command, ...rest] = serverEdits("mcp_servers", entry, entry.env);
    return [command!, names.length === 0 ? handedOn : { ...handedOn, value: names }, ...rest];
  },
  detach: (name) => [{ path: ["mcp_servers", name] }],
  restart: "Start Codex again; /mcp shows the server.",
};
