// deno-lint-ignore-file no-console -- a script talks to a terminal
/**
 * Writes what is generated from `okta-openapi.yaml`: `deno task generate`, and tells what is different from what was
 * there before and which tools that touches. With `--check` it writes nothing, names each stale file and exits with 1 if
 * there is one.
 */
import openapiTS, { astToString } from "openapi-typescript";
import { parse } from "yaml";
import { differenceOf, differenceText } from "./generate/difference.ts";
import { toJson, toOperations } from "./generate/operations.ts";
import { readSources, toolsByPath } from "./generate/touched.ts";
import type { JsonObject } from "./spec/json.ts";

const ROOT = new URL("../", import.meta.url);
const CONTRACT = new URL("okta-openapi.yaml", ROOT);
const OPERATIONS = "generated/operations.json";
const HEADER = "// Generated from okta-openapi.yaml by `deno task generate`. Not written by hand.\n\n";

/** The generated files: their path below the project's folder, and their text. */
export async function generate(yaml: string): Promise<Record<string, string>> {
  const types = await openapiTS(yaml, { defaultNonNullable: false }); // a default does not make a property required
  return {
    "generated/okta.d.ts": HEADER + astToString(types),
    [OPERATIONS]: toJson(toOperations(parse(yaml) as JsonObject)),
  };
}

if (import.meta.main) {
  const check = Deno.args.includes("--check");
  for (const [path, text] of Object.entries(await generate(await Deno.readTextFile(CONTRACT)))) {
    const file = new URL(path, ROOT);
    const present = await Deno.readTextFile(file).catch(() => "");
    if (check && present !== text) {
      console.error(`${path} is stale: run deno task generate and commit the result`);
      Deno.exitCode = 1;
    }
    if (!check && present !== text) await Deno.writeTextFile(file, text);
    console.log(`${path}: ${await size(text)}`);
    if (!check && path === OPERATIONS && present !== "" && present !== text) {
      const difference = differenceOf(JSON.parse(present), JSON.parse(text));
      console.log(differenceText(difference, toolsByPath(await readSources(ROOT))));
    }
  }
}

async function size(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  const packed = new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip")));
  return `${bytes.length} bytes, ${(await packed.arrayBuffer()).byteLength} gzipped`;
}
