// deno-lint-ignore-file no-console
/**
 * Sends requests to a Prism that mocks Okta's own OpenAPI file: every operation's, with arguments made from its schema,
 * and all that the tools send on the demo org. Exits with 1 where Prism refuses others than those that are known,
 * or all of an operation: `deno run -A tests/conformance/prism.ts FILE`, with Okta's file of the version that
 * `okta-openapi.yaml` is made from.
 */
import assert from "node:assert/strict";
import { parse } from "yaml";
import { isObject, type Json, type JsonObject, visit } from "../../scripts/spec/json.ts";
import { repairReferences } from "../../scripts/spec/repair.ts";
import { loadOperations } from "../../src/okta/operations.ts";
import { buildRequest, type OperationRequest } from "../../src/operations/request.ts";
import { startFaultyOrg } from "../faults/faulty_org.ts";
import { argumentsFor, choicesOf } from "../operations/generated.ts";
import { READS, WRITES } from "../real/cases.ts";
import { type Prism, startPrism } from "./prism_server.ts";

/** The operations about which Okta's servers contradict its file: see scripts/spec/corrections.ts. */
const CORRECTED = ["createPolicySimulation", "previewSAMLmetadataForApplication", "updateProfileMapping"];

/** The operations that take a duration: the file's pattern for one matches "P" alone, since a "!" is missing in it. */
const MISPRINTED = ["createDeviceAssurancePolicy", "replaceDeviceAssurancePolicy"];

/**
 * The operations for which the file wants exactly one of several schemas that do not exclude each other: a body or
 * parameter that fits one fits another too. The same requests are accepted where one or more of them may fit.
 */
const OVERLAPPING = [
  "activateFactor",
  "addJwk",
  "createCustomTelephonyProviderCredentials",
  "executeInlineHook",
  "getSubscriptionsNotificationTypeRole",
  "listSubscriptionsRole",
  "startOrgFailback",
  "startOrgFailover",
  "subscribeByNotificationTypeRole",
  "unsubscribeByNotificationTypeRole",
  "updateApplicationUser",
  "updateCustomTelephonyProviderCredential",
  "updateFeatureForApplication",
  "verifyFactor",
];

/** The operations of which no request can fit the file: the servers contradict it, or what fits one schema fits all. */
const NEVER = ["createPolicySimulation", "executeInlineHook", "updateApplicationUser", "updateProfileMapping"];

/** One request, and the operation or tool that it is of. */
interface Sent extends OperationRequest {
  of: string;
  authorization: string;
}

/** The requests of all operations, of every kind, with as little and as much as may be in them. */
async function generated(): Promise<Sent[]> {
  const contract = await loadOperations();
  return Object.values(contract.operations).flatMap((operation) =>
    [false, true].flatMap((optional) =>
      Array.from({ length: choicesOf(contract, operation) }, (_, choice) => ({
        of: operation.id,
        authorization: operation.credentials === "oauth" ? "Bearer token" : "SSWS token",
        ...buildRequest(contract, operation, argumentsFor(contract, operation, { optional, choice })),
      }))
    )
  );
}

/** The different requests that the tools send on the demo org. */
async function ofTools(): Promise<Sent[]> {
  await using org = await startFaultyOrg(30);
  const sent = new Map<string, Sent>();
  for (const [of, args] of Object.entries({ ...READS, ...WRITES })) {
    org.sandbox.requests.length = 0;
    await org.call(of, args, () => {});
    for (const { method, url, body } of org.sandbox.requests) {
      const { pathname, search } = new URL(url);
      if (pathname.startsWith("/governance/")) continue; // not in the management API's file
      sent.set(`${method} ${pathname}${search} ${JSON.stringify(body)}`, {
        of,
        authorization: "SSWS token",
        method: method as OperationRequest["method"],
        path: pathname + search,
        headers: {},
        ...body !== undefined && { body, contentType: "application/json" },
      });
    }
  }
  return [...sent.values()];
}

/** Those of the requests that Prism refuses, each with what it says. */
async function refusedBy({ url }: Prism, requests: readonly Sent[]): Promise<{ request: Sent; why: string }[]> {
  const refused = [];
  for (const request of requests) {
    const { method, path, authorization, headers, contentType, body } = request;
    const response = await fetch(url + path, {
      method,
      redirect: "manual",
      headers: {
        authorization,
        ...headers,
        ...contentType !== undefined && contentType !== "multipart/form-data" && { "content-type": contentType },
      },
      ...body !== undefined && { body: encoded(request) },
    });
    const answer = await response.text();
    // Where the file has an error of its own for a wrong request, Prism answers with that, and says why in a header.
    const said = response.headers.get("sl-violations") ?? (answer.includes("prism/errors#") ? answer : "[]");
    const found: unknown = JSON.parse(said);
    const wrong = Array.isArray(found) ? found.filter(({ location }) => location[0] !== "response") : [found];
    if (wrong.length > 0) refused.push({ request, why: JSON.stringify(wrong) });
  }
  return refused;
}

function encoded({ contentType, body }: Sent): string | FormData {
  if (contentType === "multipart/form-data") {
    const form = new FormData();
    for (const [field, name] of Object.entries(body as object)) form.set(field, new Blob(["picture"]), name);
    return form;
  }
  return typeof body === "string" && !contentType?.endsWith("json") ? body : JSON.stringify(body);
}

/** The document with `anyOf` in place of every `oneOf`. */
function lenient(document: JsonObject): JsonObject {
  const copy = structuredClone(document);
  visit(copy, "#", (object) => {
    if (!Array.isArray(object.oneOf)) return;
    object.anyOf = object.oneOf;
    delete object.oneOf;
  });
  return copy;
}

const [file] = Deno.args;
if (file === undefined) throw new Error("Give the path of Okta's OpenAPI file.");
const document: Json = parse(await Deno.readTextFile(file));
if (!isObject(document)) throw new Error(`${file} is no OpenAPI document.`);
repairReferences(document);
const operations = await generated();
const tools = await ofTools();

let strictly;
let byTools;
{
  await using prism = await startPrism(document);
  strictly = await refusedBy(prism, operations);
  byTools = await refusedBy(prism, tools);
}
await using prism = await startPrism(lenient(document));
const leniently = await refusedBy(prism, strictly.map(({ request }) => request));

for (const { request: { of, method, path }, why } of [...strictly, ...byTools]) {
  console.log(`${of}: ${method} ${path}\n  ${why.slice(0, 500)}`);
}
console.log(`${operations.length} generated requests, ${strictly.length} refused; ${tools.length} of the tools`);
const idsOf = (refused: typeof strictly) => [...new Set(refused.map(({ request }) => request.of))].sort();
assert.deepEqual(idsOf(leniently), [...CORRECTED, ...MISPRINTED].sort());
assert.deepEqual(idsOf(strictly), [...CORRECTED, ...MISPRINTED, ...OVERLAPPING].sort());
const refused = new Set(strictly.map(({ request }) => request));
const accepted = new Set(operations.filter((request) => !refused.has(request)).map(({ of }) => of));
assert.deepEqual([...new Set(operations.map(({ of }) => of))].filter((id) => !accepted.has(id)).sort(), NEVER);
assert.deepEqual(byTools.map(({ request }) => request.path.replace(/\?.*/, "")), ["/api/v1/policies/simulate"]);
