// deno-lint-ignore-file no-console -- a script talks to a terminal
/**
 * Reduces Okta's own OpenAPI file to `okta-openapi.yaml`: `deno task spec FILE-OR-URL`. What was repaired or dropped
 * goes to stderr, a summary to stdout. The same input gives the same bytes.
 */
import { parse, stringify } from "yaml";
import { isObject, type JsonObject, objects } from "./spec/json.ts";
import { reduce } from "./spec/reduce.ts";

const TARGET = new URL("../okta-openapi.yaml", import.meta.url);
const HEADER = `# Facts about Okta's management API, taken from Okta's own OpenAPI file by \`deno task spec\`.
# Paths, parameters, schemas, scopes and lifecycle only. Not written by hand: change scripts/spec instead.
`;

/** The text of `okta-openapi.yaml` for a reduced document. */
export function toYaml(document: JsonObject): string {
  return HEADER + stringify(document, { lineWidth: 0, aliasDuplicateObjects: false });
}

async function read(from: string): Promise<string> {
  if (!/^https?:\/\//.test(from)) return await Deno.readTextFile(from);
  const response = await fetch(from);
  if (!response.ok) throw new Error(`Cannot fetch ${from}: the answer is ${response.status}`);
  return await response.text();
}

if (import.meta.main) {
  const [from] = Deno.args;
  if (from === undefined) {
    console.error("Usage: deno task spec FILE-OR-URL   (Okta's own OpenAPI file of the management API)");
    Deno.exit(2);
  }
  const source = parse(await read(from));
  if (!isObject(source) || !isObject(source.paths)) {
    console.error(`Cannot reduce ${from}: it is not an OpenAPI document, it has no paths`);
    Deno.exit(1);
  }
  const { document, notes } = reduce(source);
  const yaml = toYaml(document);
  await Deno.writeTextFile(TARGET, yaml);

  for (const note of notes) console.error(note);
  const operations = objects(document.paths).flatMap(([, item]) => objects(item).filter(([, o]) => o.operationId));
  const { schemas, securitySchemes } = document.components as JsonObject;
  const scopes = new Set(
    objects(securitySchemes).flatMap(([, { flows }]) =>
      objects(flows).flatMap(([, flow]) => isObject(flow.scopes) ? Object.keys(flow.scopes) : [])
    ),
  );
  console.log(
    `okta-openapi.yaml: ${operations.length} operations, ${objects(schemas).length} schemas, ${scopes.size} scopes, ` +
      `${new TextEncoder().encode(yaml).length} bytes, ${notes.length} notes`,
  );
}
