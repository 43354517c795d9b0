/** A platform that a release has a program for. */
export interface Target {
  /** What `deno compile --target` calls it. */
  triple: string;
  os: typeof Deno.build.os & ("linux" | "darwin" | "windows");
  /** The archive that install scripts and package managers fetch, named by `uname`. */
  archive: string;
  /** The MCP bundle: one an operating system and processor. */
  bundle: string;
  /** The program's file name inside either. */
  program: string;
}

function target(triple: string, os: Target["os"], name: string): Target {
  return {
    triple,
    os,
    archive: `mcp-okta-support_${name}.${os === "windows" ? "zip" : "tar.gz"}`,
    bundle: `mcp-okta-support_${name}.mcpb`,
    program: os === "windows" ? "mcp-okta-support.exe" : "mcp-okta-support",
  };
}

/** All that a release is made for. */
export const TARGETS: readonly Target[] = [
  target("x86_64-unknown-linux-gnu", "linux", "Linux_x86_64"),
  target("aarch64-unknown-linux-gnu", "linux", "Linux_arm64"),
  target("x86_64-apple-darwin", "darwin", "Darwin_x86_64"),
  target("aarch64-apple-darwin", "darwin", "Darwin_arm64"),
  target("x86_64-pc-windows-msvc", "windows", "Windows_x86_64"),
];

/** @throws Error that lists the targets there are */
export function targetNamed(triple: string): Target {
  const found = TARGETS.find((candidate) => candidate.triple === triple);
  if (found) return found;
  throw new Error(
    `There is no target "${triple}". The targets are: ${TARGETS.map(({ triple }) => triple).join(", ")}.`,
  );
}
