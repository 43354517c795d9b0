// deno-lint-ignore-file no-console
/**
 * Sends every request that the tools send on the demo org once more, to a Prism that mocks Okta's own OpenAPI file and
 * refuses what the file does not allow: `deno run -A tests/conformance/prism.ts http://127.0.0.1:4010`.
 */
import { startFaultyOrg } from "../faults/faulty_org.ts";
import { READS, WRITES } from "../real/cases.ts";

const [prism] = Deno.args;
if (prism === undefined) throw new Error("Give the address at which Prism listens.");

await using org = await startFaultyOrg(30);
const refused: string[] = [];
const seen = new Set<string>();
for (const [tool, args] of Object.entries({ ...READS, ...WRITES })) {
  org.sandbox.requests.length = 0;
  await org.call(tool, args, () => {});
  for (const { method, url, body } of org.sandbox.requests) {
    const { pathname, search } = new URL(url);
    const request = `${method} ${pathname}${search} ${JSON.stringify(body) ?? ""}`;
    if (pathname.startsWith("/governance/") || seen.has(request)) continue; // not in the management API's file
    seen.add(request);
    const response = await fetch(new URL(pathname + search, prism), {
      method,
      headers: { authorization: "SSWS 00x", ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = await response.text();
    if (/"type":"https:\/\/stoplight.io\/prism\/errors#(?!NO_RESPONSE|VIOLATIONS)/.test(answer)) {
      refused.push(`${tool}: ${request}\n  ${response.status} ${answer.slice(0, 500)}`);
    }
  }
}
console.log(refused.join("\n"));
console.log(`${seen.size} different requests, ${refused.length} refused`);
