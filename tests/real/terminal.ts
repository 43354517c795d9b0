import { cleanEnvironment, COMMAND } from "./program.ts";

/**
 * Runs the program on a terminal of 100 columns, with a person who types `answer` when asked, and answers what was
 * written to it. The terminal is made by util-linux's `script` (Debian: bsdutils): without it these tests fail, so that
 * nobody takes them for passed.
 * @param redirect What the shell shall do with a stream, such as `>/dev/null`.
 */
export async function onTerminal(
  args: readonly string[],
  env: Record<string, string>,
  answer = "",
  redirect = "",
): Promise<string> {
  const words = [...COMMAND, ...args].map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(" ");
  const child = new Deno.Command("script", {
    args: ["-qec", `stty cols 100; ${words} ${redirect}`, "/dev/null"],
    env: { ...cleanEnvironment(env), SHELL: "/bin/sh" },
    clearEnv: true,
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  let shown = "";
  for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
    const hadAsked = shown.includes("[y/N]");
    shown += chunk;
    if (!hadAsked && shown.includes("[y/N]")) await writer.write(new TextEncoder().encode(`${answer}\n`));
  }
  await writer.close().catch(() => {}); // the terminal may have gone already
  await child.status;
  return shown;
}
