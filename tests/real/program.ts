/** Starts the program under test: the compiled one where `deno task test` made it, else the source. */

const ROOT = new URL("../../", import.meta.url).pathname;

/** The command line of the program; see scripts/test.ts. */
export const COMMAND: readonly string[] = JSON.parse(
  Deno.env.get("PROGRAM_UNDER_TEST") ?? JSON.stringify([Deno.execPath(), "run", "-A", `${ROOT}src/main.ts`]),
);

/** Whether these tests see what users get, or the source of it. */
export const COMPILED = Deno.env.has("PROGRAM_UNDER_TEST");

/** The environment of a program that shall see nothing of this machine's settings. */
export function cleanEnvironment(settings: Record<string, string> = {}): Record<string, string> {
  const kept = ["PATH", "HOME", "TMPDIR", "XDG_CACHE_HOME", "DENO_DIR", "DENO_TLS_CA_STORE"];
  const inherited = kept.flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(inherited), ...settings };
}

export interface Run {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the program to its end with `input` on stdin. */
export async function run(
  args: readonly string[],
  options: { env?: Record<string, string>; input?: string | Uint8Array; cwd?: string } = {},
): Promise<Run> {
  const [path, ...first] = COMMAND;
  const child = new Deno.Command(path!, {
    args: [...first, ...args],
    env: cleanEnvironment(options.env),
    clearEnv: true,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  const input = typeof options.input === "string" ? new TextEncoder().encode(options.input) : options.input;
  // A program that has already answered and gone closes the pipe: that is its right.
  await (input === undefined ? Promise.resolve() : writer.write(input)).then(() => writer.close()).catch(() => {});
  const { code, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}
