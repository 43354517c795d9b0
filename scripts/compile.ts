/**
 * Bundles, minifies and compiles the program to dist/mcp-okta-support. The module graph is never compiled unbundled:
 * a bundle starts in half the time. `--bundle-only` stops before compiling, for where no denort can be had.
 */
import { browserPath } from "../src/cli/browser.ts";
import { SETTINGS } from "../src/config.ts";
import { NETWORK_VARIABLES, PLACES } from "../src/paths.ts";
import { recordEarly } from "./early.ts";

const BUNDLE = "dist/bundle";

/** Read by src/early.ts from beside the program's code. */
const RECORD = `${BUNDLE}/early.json`;

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
export const PERMISSIONS = [
  `--allow-env=${[...SETTINGS, ...PLACES, ...NETWORK_VARIABLES].join(",")}`,
  "--allow-net",
  `--deny-net=${METADATA_ADDRESSES}`,
  `--allow-run=${browserPath(Deno.build.os)}`,
  "--allow-read",
  "--allow-write",
  "--no-prompt",
];

export async function bundle(): Promise<string> {
  await Deno.remove(BUNDLE, { recursive: true }).catch(() => {});
  // The browser condition leaves out the SDK's AJV, which is not used.
  await deno(
    "bundle",
    "--quiet",
    "--minify",
    "--code-splitting",
    "--conditions",
    "browser",
    "--outdir",
    BUNDLE,
    "src/main.ts",
  );
  await Deno.writeTextFile(RECORD, JSON.stringify(await recordEarly()));
  return `${BUNDLE}/main.js`;
}

export async function compile(target: string): Promise<void> {
  const entry = await bundle();
  await deno(
    "compile",
    "--quiet",
    "--no-config",
    "--no-check",
    "--v8-flags=--no-lazy",
    ...PERMISSIONS,
    "--include",
    RECORD,
    "--output",
    target,
    entry,
  );
}

if (import.meta.main) {
  if (Deno.args.includes("--bundle-only")) await bundle();
  else await compile("dist/mcp-okta-support");
}
