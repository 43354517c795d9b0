import assert from "node:assert/strict";
import { cleanEnvironment } from "./program.ts";

/**
 * Starts `serve --http` on a free port of loopback; resolves when it serves.
 * @param command The program and its first arguments.
 */
export async function startHttpProgram(command: readonly string[], env: Record<string, string>) {
  const [path, ...first] = command;
  const child = new Deno.Command(path!, {
    args: [...first, "serve", "--http", "127.0.0.1:0"],
    env: cleanEnvironment(env),
    clearEnv: true,
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const lines = child.stderr.pipeThrough(new TextDecoderStream());
  let stderr = "";
  for await (const text of lines.values({ preventCancel: true })) {
    stderr += text;
    if (stderr.includes('"event":"serving"')) break;
  }
  const address = /"address":"([^"]+)"/.exec(stderr)?.[1];
  assert.ok(address, `it does not serve: ${stderr}`);
  const rest = Array.fromAsync(lines);
  return {
    url: new URL("/mcp", address),
    pid: child.pid,
    kill: () => child.kill("SIGTERM"),
    /** Its exit code and all that it said, once it has ended. */
    async ended() {
      const { code } = await child.status;
      return { code, stderr: stderr + (await rest).join("") };
    },
  };
}
