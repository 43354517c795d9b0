import assert from "node:assert/strict";
import { WRITES } from "../real/cases.ts";
import { CASES, type FaultCase } from "./cases.ts";
import { type FaultyOrg, startFaultyOrg } from "./faulty_org.ts";

/** One that POSTs, one that PUTs, one that DELETEs; each does its own thing. */
const TOOLS = {
  unlock_user_account: "POST",
  update_application_config: "PUT",
  remove_user_from_group: "DELETE",
};
const CHANGING = ["POST", "PUT", "DELETE"];

for (const fault of CASES) {
  Deno.test(`changing: ${fault.fault}`, async () => {
    await using org = await startFaultyOrg(fault.heavy ?? 30);
    const tools = Object.entries(TOOLS);
    for (const [tool, method] of fault.heavy ? tools.slice(0, 1) : tools) await endure(org, fault, tool, method);
    assert.equal(org.stranger.connections, 0, "something went to another host");
  });
}

/** The fault meets the act itself, after consent. */
async function endure(org: FaultyOrg, fault: FaultCase, tool: string, method: string) {
  org.proxy.seen.length = 0;
  org.sandbox.requests.length = 0;
  let end = () => {};
  const outcome = await org.call(tool, WRITES[tool]!, () => void (end = fault.strike(org, CHANGING)));
  end();
  const done = () => org.sandbox.requests.filter(({ method, status }) => CHANGING.includes(method) && status < 300);
  if (fault.changing === "answers" || (method !== "POST" && outcome.text.startsWith("Done: "))) {
    assert.match(outcome.text, /^Done: /, tool);
    assert.ok(done().length > 0, `${tool}: it says that it did what it did not`);
  } else {
    assert.equal(outcome.kind, "error", `${tool}: ${outcome.text}`);
    assert.ok(outcome.text.includes(fault.changing.says), `${tool}: ${outcome.text}`);
  }
  const sent = org.proxy.seen.filter(({ method }) => CHANGING.includes(method));
  assert.ok(sent.length <= (method === "POST" ? fault.posts : fault.tries), `${tool}: sent ${sent.length} times`);
  if (method === "POST") assert.ok(done().length <= 1, `${tool}: done ${done().length} times`);
  if (fault.lasts) return;
  const next = await org.call(tool, WRITES[tool]!, () => {});
  assert.ok(done().length > 0, `${tool}: the next call did nothing: ${next.text}`);
  assert.doesNotMatch(next.text, /^Internal error/);
}
