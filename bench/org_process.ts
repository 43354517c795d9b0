/**
 * An org in a process of its own, so that its work is not counted as the program's. Takes its options as one JSON
 * argument; says where it is, then answers every line on stdin with the requests since the last one.
 */
import { startSandbox } from "../src/sandbox/sandbox.ts";
import { startLogOrg } from "./log_org.ts";
import type { OrgAddress, OrgOptions } from "./org.ts";
import { grownOrg } from "./orgs.ts";

const options: OrgOptions = JSON.parse(Deno.args[0]!);
const org = await startOrg();

async function startOrg() {
  const { latencyMs = 0, rateLimits = {}, failures = [] } = options;
  const state = grownOrg(options, new Date());
  if (options.events !== undefined) return startLogOrg(state.events, latencyMs, rateLimits);
  const sandbox = await startSandbox({ latencyMs, rateLimits, state });
  for (const failure of failures) sandbox.failNext(failure);
  return sandbox;
}

const say = (value: unknown) => Deno.stdout.write(new TextEncoder().encode(JSON.stringify(value) + "\n"));
await say({ url: org.url, token: org.token } satisfies OrgAddress);
for await (const _ of Deno.stdin.readable) {
  await say(org.requests.splice(0).map(({ method, url, body, status }) => ({ method, url, body, status })));
}
await org.close();
