import { REPOSITORY, VERSION } from "../version.ts";

const RELEASES = `https://github.com/${REPOSITORY}/releases/latest`;

/** How to bring the program up to date, by the folder that tells how it was installed. It changes nothing itself. */
export function upgradeAdvice(program: { path: string; isCompiled: boolean; os: typeof Deno.build.os }): string {
  return `mcp-okta-support ${VERSION}, ${program.path}\n${way(program)}\nThen restart the clients that use it. ${
    program.isCompiled ? `What is new: ${RELEASES}\n` : "What is new: CHANGELOG.md\n"
  }`;
}

function way({ path, isCompiled, os }: { path: string; isCompiled: boolean; os: typeof Deno.build.os }): string {
  const folders = path.split(/[/\\]/);
  if (!isCompiled) return "It runs from source. To upgrade: git pull";
  if (folders.includes("Cellar") || folders.includes("homebrew") || folders.includes(".linuxbrew")) {
    return "Homebrew installed it. To upgrade: brew upgrade mcp-okta-support";
  }
  if (folders.includes("scoop")) return "Scoop installed it. To upgrade: scoop update mcp-okta-support";
  if (folders.includes("Claude Extensions")) {
    return `Claude Desktop installed it from a bundle. To upgrade: open the .mcpb file from ${RELEASES}`;
  }
  if (folders.includes("dist")) return "It was compiled here. To upgrade: git pull && ./denow task compile";
  const script = `https://github.com/${REPOSITORY}/releases/latest/download/install`;
  return os === "windows"
    ? `To upgrade, in PowerShell:${elsewhere(path, "\\")}\n  irm ${script}.ps1 | iex`
    : `To upgrade:\n  curl -fsSL ${script}.sh |${elsewhere(path, "/")} sh`;
}

/** Says to an install script that the program is not where it would look for it. */
function elsewhere(path: string, separator: "/" | "\\"): string {
  const folder = path.slice(0, path.lastIndexOf(separator));
  if (separator === "\\") {
    return folder.endsWith("\\Programs\\mcp-okta-support") ? "" : `\n  $env:MCP_OKTA_SUPPORT_BIN = '${folder}'`;
  }
  return folder.endsWith("/.local/bin") ? "" : ` MCP_OKTA_SUPPORT_BIN='${folder}'`;
}
