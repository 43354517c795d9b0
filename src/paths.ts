/** The environment variables that say where a person's files lie. */
export const PLACES = ["HOME", "XDG_STATE_HOME", "LOCALAPPDATA"] as const;

/**
 * The folder for what the program itself stores, by the platform's custom (XDG Base Directory Specification, Apple's
 * File System Programming Guide, Windows known folders); the working folder where the platform names none.
 */
export function dataFolder(
  os: typeof Deno.build.os,
  environment: (name: typeof PLACES[number]) => string | undefined,
): string {
  const home = environment("HOME") ?? ".";
  if (os === "windows") return `${environment("LOCALAPPDATA") ?? "."}\\mcp-okta-support`;
  if (os === "darwin") return `${home}/Library/Application Support/mcp-okta-support`;
  return `${environment("XDG_STATE_HOME") || `${home}/.local/state`}/mcp-okta-support`;
}
