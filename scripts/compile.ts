/**
 * Bundles, minifies and compiles the program to dist/mcp-okta-support. The module graph is never compiled unbundled:
 * a bundle starts in half the time. `--bundle-only` stops before compiling, for where no denort can be had.
 */
import { browserPath } from "../src/cli/browser.ts";
import { MODEL_SETTINGS, SETTINGS } from "../src/config.ts";
import { NETWORK_VARIABLES, PLACES } from "../src/paths.ts";
import { recordEarly } from "./early.ts";

const BUNDLE = "dist/bundle";

/** Read by src/early.ts from beside the program's code. */
const recordIn = (folder: string) => `${folder}/early.json`;

/** Cloud metadata services hand out credentials to whoever asks from the machine. */
const METADATA_ADDRESSES = "169.254.169.254,[fd00:ec2::254]";

async function deno(...args: string[]): Promise<void> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args, stdout: "piped", stderr: "piped" })
    .output();
  if (code === 0) return;
  await Deno.stderr.write(stdout);
  await Deno.stderr.write(stderr);
  throw new Error(`deno ${args[0]} failed with exit code ${code}`);
}

/**
 * The permissions that are baked into the program: it loads no native code and asks nothing of the system. `login` may
 * open a browser; a server gives that up before it serves.
 */
export const permissions = (os: typeof Deno.build.os = Deno.build.os): string[] => [
  `--allow-env=${[...SETTINGS, ...MODEL_SETTINGS, ...PLACES, ...NETWORK_VARIABLES].join(",")}`,
  "--allow-net",
  `--deny-net=${METADATA_ADDRESSES}`,
  `--allow-run=${browserPath(os)}`,
  "--allow-read",
  "--allow-write",
  "--no-prompt",
];

/**
 * By `deno task bench`: a start loads so little that a code cache gains nothing; it would lie in the shared
 * temporary folder, where another user can plant one. Eager compilation slows the first call. Little room for garbage
 * costs a tenth of the speed over very large logs, and saves half of the memory that they would take.
 */
const RUNTIME = ["--no-code-cache", "--v8-flags=--memory-saver-mode,--max-semi-space-size=1"];

/** @returns the path of the bundle's entry */
export async function bundle(folder = BUNDLE): Promise<string> {
  await Deno.remove(folder, { recursive: true }).catch(() => {});
  // The browser condition leaves out the SDK's AJV, which is not used.
  await deno(
    "bundle",
    "--quiet",
    "--minify",
    "--code-splitting",
    "--conditions",
    "browser",
    "--outdir",
    folder,
    "src/main.ts",
  );
  await Deno.writeTextFile(recordIn(folder), JSON.stringify(await recordEarly()));
  return `${folder}/main.js`;
}

/** Compiles what {@linkcode bundle} made; for this machine's platform, or one that `deno compile --target` knows. */
export async function compileBundle(
  folder: string,
  output: string,
  target?: { triple: string; os: typeof Deno.build.os },
): Promise<void> {
  await deno(
    "compile",
    "--quiet",
    "--no-config",
    "--no-check",
    ...RUNTIME,
    ...permissions(target?.os),
    ...target ? ["--target", target.triple] : [],
    "--include",
    recordIn(folder),
    "--output",
    output,
    `${folder}/main.js`,
  );
}

export async function compile(output: string): Promise<void> {
  await bundle();
  await compileBundle(BUNDLE, output);
}

if (import.meta.main) {
  if (Deno.args.includes("--bundle-only")) await bundle();
  else await compile("dist/mcp-okta-support");
}
