/** Programs that others publish on npm, as tests run them: by Deno, in a process of their own. */
import { cleanEnvironment, type Run } from "./real/program.ts";

/** Their versions. What the tests expect of them holds for these. */
const VERSIONS = {
  "@modelcontextprotocol/conformance": "0.2.0-alpha.12",
  "@modelcontextprotocol/inspector": "2.12.0",
  "@stoplight/prism-cli": "5.14.2",
};

/** Its command line. Nothing of this project's settings reaches it. */
export function fromNpm(
  name: keyof typeof VERSIONS,
  args: readonly string[],
  options?: Pick<Deno.CommandOptions, "stdout" | "stderr">,
): Deno.Command {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", "--no-config", "--no-lock", `npm:${name}@${VERSIONS[name]}`, ...args],
    env: cleanEnvironment(),
    clearEnv: true,
    stdin: "null",
    ...options,
  });
}

/** Runs it to its end. */
export async function runFromNpm(name: keyof typeof VERSIONS, args: readonly string[]): Promise<Run> {
  const { code, stdout, stderr } = await fromNpm(name, args).output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}
