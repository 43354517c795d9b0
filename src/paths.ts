/** The environment variables that say where a person's files lie, those of other programs included. */
export const PLACES = [
  "HOME",
  "XDG_CONFIG_HOME",
  "XDG_STATE_HOME",
  "APPDATA",
  "LOCALAPPDATA",
  "USERPROFILE",
  "CLAUDE_CONFIG_DIR",
  "CODEX_HOME",
] as const;

/** The environment variables by which Deno finds its way to the network. */
export const NETWORK_VARIABLES = ["DENO_TLS_CA_STORE", "DENO_CERT", "HTTPS_PROXY", "NO_PROXY"] as const;

/**
 * The folder for what the program itself stores, by the platform's custom (XDG Base Directory Specification, Apple's
 * File System Programming Guide, Windows known folders); the working folder where the platform names none.
 */
export function dataFolder(
  os: typeof Deno.build.os = Deno.build.os,
  environment: (name: typeof PLACES[number]) => string | undefined = (name) => Deno.env.get(name),
): string {
  const home = environment("HOME") ?? ".";
  if (os === "windows") return `${environment("LOCALAPPDATA") ?? "."}\\mcp-okta-support`;
  if (os === "darwin") return `${home}/Library/Application Support/mcp-okta-support`;
  return `${environment("XDG_STATE_HOME") || `${home}/.local/state`}/mcp-okta-support`;
}
