import { type Client, environmentOf, type Machine, serverEdits, settingsFolder, under } from "./client.ts";
import { jsonc } from "./jsonc.ts";

const fileName = "claude_desktop_config.json";

/** It reads its file only, and starts programs with hardly any environment: secrets have no other place. */
export const claudeDesktop: Client = {
  id: "claude-desktop",
  title: "Claude Desktop",
  format: jsonc,
  file: (machine) => packagedFile(machine) ?? under(machine, settingsFolder(machine), "Claude", fileName),
  secrets: "file",
  attach: (entry) => serverEdits("mcpServers", entry, environmentOf(entry, (_, value) => value)),
  detach: (name) => [{ path: ["mcpServers", name] }],
  restart: "Quit Claude Desktop entirely (closing its window is not enough) and open it again.",
};

/** Installed as a Windows package (MSIX), it sees a roaming folder of its own, whose path holds the publisher's id. */
function packagedFile(machine: Machine): string | undefined {
  if (machine.os !== "windows") return undefined;
  const packages = under(machine, machine.environment("LOCALAPPDATA"), "Packages");
  const name = packages && machine.list(packages).find((name) => name.startsWith("Claude_"));
  return name && under(machine, packages, name, "LocalCache", "Roaming", "Claude", fileName);
}
