import assert from "node:assert/strict";
import type { Call } from "../../src/mcp/tool.ts";
import { RESOURCES } from "../../src/resources/catalog.ts";
import type { Services } from "../../src/tools/define.ts";
import { TOOLS } from "../../src/tools/catalog.ts";
import { type Org, startOrg } from "../tools/harness.ts";

function read({ services, host }: Org, uri: string, variables: Record<string, string> = {}): Promise<string> {
  const resource = RESOURCES.find((candidate) => candidate.uri === uri);
  assert(resource, uri);
  const call: Call<Services> = {
    ...services,
    now: host.now,
    signal: new AbortController().signal,
    progress: () => {},
  };
  return resource.read(variables, call);
}

Deno.test("the org: what it is, its engine, and as whom the server works", async () => {
  await using org = await startOrg();
  const text = await read(org, "okta://org");
  assert.match(text, /^"Harbor Outfitters" \(harbor-demo, id 00o\w+\) is ACTIVE, made \d{4}-/);
  assert.match(text, /\nEngine: Identity Engine\n/);
  assert.match(
    text,
    /\nThis server works as "IT Automation" \(it\.automation@harbor\.example\): "Organizational Administrator"$/,
  );
});

Deno.test("the org: what the token may not read is left out", async () => {
  await using org = await startOrg();
  org.sandbox.failNext({ status: 403, errorCode: "E0000006", path: "/api/v1/org" });
  org.sandbox.failNext({ status: 403, errorCode: "E0000006", path: "/api/v1/users/me" });
  const text = await read(org, "okta://org");
  assert.match(text, /^The org at http:\/\/127\.0\.0\.1:\d+\. More cannot be read: .*E0000006/);
  assert.match(text, /OAuth client of its own/);
});

Deno.test("a person and an app read as their tools tell of them", async () => {
  await using org = await startOrg();
  const person = await read(org, "okta://user/{id}", { id: org.user("jane.moreno").id });
  assert.match(person, /^"Jane Moreno" .*LOCKED_OUT/);
  assert.match(person, /\nFactors/);
  const app = await read(org, "okta://app/{id}", { id: org.app("Salesforce").id });
  assert.match(app, /^App "Salesforce" is ACTIVE\./);
  assert.match(app, /\nGroups that give it: 1\n/);
  await assert.rejects(read(org, "okta://user/{id}", { id: "Alex Kim" }), /matches 2 users/);
});

Deno.test("the guide names every cause and sign, and only tools that there are", async () => {
  await using org = await startOrg();
  const text = await read(org, "okta://guide");
  assert.ok(text.split("\n- **").length > 30);
  assert.doesNotMatch(text, /undefined/);
  const names = new Set(TOOLS.map(({ name }) => name));
  const questions = text.slice(text.indexOf("## Which tool"), text.indexOf("## Causes"));
  const mentioned = questions.match(/\b[a-z]+_[a-z_]+\b/g) ?? [];
  assert.deepEqual(mentioned.filter((name) => !names.has(name)), []);
});

Deno.test("event types come as a table", async () => {
  await using org = await startOrg();
  const text = await read(org, "okta://event-types");
  assert.match(text, /^event_type,meaning\nuser\.session\.start,"sign-in, login"\n/);
  assert.ok(text.split("\n").every((line) => /^[A-Za-z_.-]+[\w.-]*,/.test(line)));
});

Deno.test("addresses are unique, and made of tools that there are", () => {
  assert.equal(new Set(RESOURCES.map(({ uri }) => uri)).size, RESOURCES.length);
  const names = new Set(TOOLS.map(({ name }) => name));
  for (const { tools } of RESOURCES) assert.ok(tools.every((name) => names.has(name)));
});
