// deno-lint-ignore-file no-console
/**
 * Everything that CI needs: format, lint, types, generated files up to date, the program compiled, all tests.
 * Words after the task's name are given to `deno test`, e.g. `deno task test tests/okta`.
 * Two checks want files that are Okta's and not in this repository: OKTA_OPENAPI_FILE names its OpenAPI file of the
 * version in `okta-openapi.yaml`, OKTA_RECORDING_FILE a recording of real answers.
 * Ends with a line `N passed, N failed`.
 */
import { bundle, compile, permissions } from "./compile.ts";

let passed = 0;
const broken: string[] = [];

async function step(name: string, ...args: string[]): Promise<void> {
  const { code } = await new Deno.Command(Deno.execPath(), { args, stdout: "inherit", stderr: "inherit" }).output();
  code === 0 ? passed++ : broken.push(name);
}

/** The command line that starts the program under test. */
async function program(): Promise<string[]> {
  const target = `${Deno.cwd()}/dist/mcp-okta-support`;
  try {
    await compile(target);
    return [target];
  } catch (error) {
    if (Deno.env.get("CI") === "true" || Deno.env.has("DENORT_BIN")) throw error;
    console.error(`No denort can be had (${(error as Error).message}): testing the bundle under deno run instead.`);
    return [Deno.execPath(), "run", "--no-config", ...permissions(), `${Deno.cwd()}/${await bundle()}`];
  }
}

const command = await program();
await step("format", "fmt", "--check", "--quiet");
await step("lint", "lint", "--quiet");
await step("types", "check", "--quiet");
await step("generated files are up to date", "run", "-A", "scripts/generate.ts", "--check");
await step("generated pages are up to date", "run", "-A", "scripts/docs.ts", "--check");

const openApi = Deno.env.get("OKTA_OPENAPI_FILE");
if (openApi) await step("Prism on Okta's file", "run", "-A", "tests/conformance/prism.ts", openApi);
const recording = Deno.env.get("OKTA_RECORDING_FILE");
if (recording) await step("real answers", "run", "-A", "tests/conformance/recorded.ts", recording);

const tests = await new Deno.Command(Deno.execPath(), {
  args: ["test", "-A", "--parallel", "--no-check", ...(Deno.args.length > 0 ? Deno.args : ["tests/"])],
  env: { PROGRAM_UNDER_TEST: JSON.stringify(command), DENO_JOBS: "2" },
  stdout: "piped",
  stderr: "inherit",
}).spawn();
let output = "";
for await (const chunk of tests.stdout.pipeThrough(new TextDecoderStream())) {
  output += chunk;
  Deno.stdout.writeSync(new TextEncoder().encode(chunk));
}
// deno-lint-ignore no-control-regex
const summary = output.replace(/\u001b\[\d+m/g, "").match(/\| (\d+) passed.*\| (\d+) failed/);
passed += Number(summary?.[1] ?? 0);
let failed = broken.length + Number(summary?.[2] ?? 1);
if (!(await tests.status).success && failed === 0) failed++;

for (const name of broken) console.log(`FAILED: ${name}`); // down here, where the tests' lines do not hide it
console.log(`${passed} passed, ${failed} failed`);
Deno.exit(failed === 0 ? 0 : 1);
