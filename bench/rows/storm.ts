import type { RecordedRequest } from "../../src/sandbox/sandbox.ts";
import { startOrg } from "../org.ts";
import { startProgram } from "../program.ts";
import type { Row } from "../row.ts";

const CALLS = 200;
const INJECTED = 12;
const LIMIT = 600;
const BUCKETS = ["/api/v1/users", "/api/v1/users/{id}", "/api/v1/users/{id:.+}", "/api/v1/apps", "/api/v1/groups"];

/** 200 calls at once, every fourth of them a change, against a limit of 600 a minute and an org that refuses a dozen requests. */
export const storm: Row = async ({ program: path }) => {
  await using org = await startOrg({
    users: 1_000,
    latencyMs: 20,
    rateLimits: Object.fromEntries(BUCKETS.map((bucket) => [bucket, LIMIT])),
    failures: [{ status: 429, concurrency: true, path: "/api/v1/users", times: INJECTED }],
  });
  const auditLog = await Deno.makeTempFile();
  await using program = startProgram([path], { ...org.settings, OKTA_CONFIRM: "never", OKTA_AUDIT_LOG: auditLog });
  await program.open();
  const begin = performance.now();
  const replies = await Promise.all(Array.from({ length: CALLS }, (_, index) => {
    // Made-up people follow the demo org's own.
    const user = `00u${String(500 + index).padStart(17, "0")}`;
    return index % 4 === 0
      ? program.call("update_user_profile", { user, profile: { title: `Storm ${index}` } })
      : program.call("list_users", { q: "ma", limit: 1 + index });
  }));
  const ms = performance.now() - begin;
  await Deno.remove(auditLog);
  const requests = await org.requests();
  const changes = requests.filter(({ method, status }) => method === "POST" && status === 200);
  const lost = CALLS / 4 - new Set(changes.map(essence)).size;
  return [
    {
      name: "calls refused",
      value: replies.filter(({ result }) => result?.isError !== undefined).length,
      unit: "",
      target: 0,
    },
    { name: "changes lost", value: lost, unit: "", target: 0 },
    { name: "changes doubled", value: changes.length - new Set(changes.map(essence)).size, unit: "", target: 0 },
    {
      name: "429s that were not injected",
      value: requests.filter(({ status }) => status === 429).length - INJECTED,
      unit: "",
      target: 0,
    },
    { name: "requests", value: requests.length, unit: "" },
    { name: "all answered in", value: ms, unit: "ms" },
  ];
};

const essence = ({ url, body }: RecordedRequest) => JSON.stringify([url, body]);
