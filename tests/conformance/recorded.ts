// deno-lint-ignore-file no-console
/**
 * Passes the answers of a recording of real traffic through the output, and looks for secrets and crashes:
 * `deno run -A tests/conformance/recorded.ts FILE`. The file holds an answer a line, as JSON.
 */
import assert from "node:assert/strict";
import { TEXT_BUDGET } from "../../src/mcp/output.ts";
import { OktaError } from "../../src/okta/errors.ts";
import { loadOperations } from "../../src/okta/operations.ts";
import { operationOutput, readOperation } from "../../src/tools/shared/operation_answer.ts";
import { actOperation } from "../../src/tools/shared/operation_change.ts";
import { fakeOkta, freely } from "../okta/fake_okta.ts";

interface Recorded {
  operationId: string;
  path: string;
  status: number;
  resHeaders: Record<string, string>;
  resBody: unknown;
}

const [file] = Deno.args;
if (file === undefined) throw new Error("Give the path of a recording.");
const recording: Recorded[] = (await Deno.readTextFile(file)).trim().split("\n").map((line) => JSON.parse(line));
const contract = await loadOperations();
const NONE = { allow: [], deny: [] };
/** Takes no arguments: a recording need not keep to the contract. */
const reader = contract.operations.getOrgSettings!;

/** Fields whose value nobody may see, by names of Okta's documents and not by the program's own list. */
const SECRET = /token$|secret$|password$|privatekey$|passcode$|(activation|resetPassword)url$|^(answer|salt|d)$/i;

/** What an answer holds under such names. */
function secretsIn(value: unknown, name = ""): string[] {
  if (typeof value === "string") return SECRET.test(name) && value.length > 5 ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => secretsIn(inner, Array.isArray(value) ? name : key));
}

/** All that a model is told of one recorded answer. */
async function told({ operationId, path, status, resHeaders, resBody }: Recorded): Promise<string> {
  await using okta = fakeOkta(({ url }, nth) => {
    // The recorded answer, and after it nothing more: no further page, nothing to be read again.
    if (nth > 1 && status < 400) return Response.json([]);
    const headers = new Headers(resHeaders);
    const link = headers.get("link");
    if (link !== null) headers.set("link", link.replace(/https:\/\/[^/]+/g, new URL(url).origin));
    const text = typeof resBody === "string" ? resBody : JSON.stringify(resBody);
    return new Response(status === 204 ? null : text, { status, headers });
  });
  const call = okta.connection.forCall(freely(1_000_000));
  const operation = contract.operations[operationId]!;
  try {
    if (operation.changes) {
      const request = { method: operation.method, path, headers: {} };
      const planned = {
        contract,
        operation,
        args: {},
        request,
        standing: { unreadable: false, missing: false, names: {} },
      };
      return JSON.stringify(await actOperation(call, planned, NONE));
    }
    const { text, data } = await readOperation(call, contract, reader, {}, { limit: 25 }, NONE);
    assert.deepEqual(operationOutput.parse(data), data);
    assert(text.length <= TEXT_BUDGET, `${text.length} characters`);
    return text + JSON.stringify(data);
  } catch (error) {
    if (error instanceof OktaError) return error.message;
    throw error;
  }
}

let secrets = 0;
for (const one of recording) {
  const text = await told(one).catch((error) => {
    throw new Error(`${one.operationId} crashed`, { cause: error });
  });
  for (const secret of secretsIn(one.resBody)) {
    secrets++;
    assert(!text.includes(secret), `${one.operationId} tells a secret: ${text}`);
  }
  assert.doesNotMatch(text, /\bundefined\b|\bNaN\b|\[object /, one.operationId);
  console.log(`${one.status} ${one.operationId}: ${text.slice(0, 200)}`);
}
console.log(`${recording.length} answers with ${secrets} secrets`);
