import assert from "node:assert/strict";
import { type AuditEntry, fileAudit } from "../../src/mcp/audit.ts";

function entry(change: string, rest: Partial<AuditEntry> = {}): AuditEntry {
  return {
    change,
    time: "2026-01-01T00:00:00.000Z",
    phase: "end",
    actor: "it@harbor.example",
    client: "test 1",
    tool: "update_user_profile",
    arguments: {},
    target: { type: "user", id: "00u1", name: "Jane" },
    consent: "elicitation",
    changes: [],
    outcome: "done",
    ...rest,
  };
}

async function inFolder(test: (path: string) => Promise<void>) {
  const folder = await Deno.makeTempDir();
  try {
    await test(`${folder}/audit.jsonl`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const mask = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll("hunter2", "***"));

Deno.test("lines are appended to a file that only its owner may read, and found again by another process", () =>
  inFolder(async (path) => {
    await fileAudit(path, mask).append(entry("c1", { undo: { tool: "t", args: { a: 1 } } }));
    await fileAudit(path, mask).append(entry("c2"));
    if (Deno.build.os !== "windows") assert.equal((await Deno.stat(path)).mode! & 0o777, 0o600);
    const reader = fileAudit(path, mask);
    assert.equal((await reader.read("c2")).length, 1);
    assert.deepEqual((await reader.undoable(5)).map(({ change }) => change), ["c1"]);
  }));

Deno.test("a line that a killed process left half written spoils neither the ones before nor the ones after", () =>
  inFolder(async (path) => {
    await fileAudit(path, mask).append(entry("c1"));
    await Deno.writeTextFile(path, '{"change":"c2","ph', { append: true });
    await fileAudit(path, mask).append(entry("c3"));
    const reader = fileAudit(path, mask);
    assert.equal((await reader.read("c1")).length, 1);
    assert.equal((await reader.read("c3")).length, 1);
  }));

Deno.test("no secret is stored; an undo that would need one is good in this process only", () =>
  inFolder(async (path) => {
    const own = fileAudit(path, mask);
    await own.append(entry("c1", { arguments: { p: "hunter2" }, undo: { tool: "t", args: { p: "hunter2" } } }));
    assert.doesNotMatch(await Deno.readTextFile(path), /hunter2/);
    assert.deepEqual((await own.read("c1"))[0]?.undo?.args, { p: "hunter2" });
    assert.equal((await fileAudit(path, mask).read("c1"))[0]?.undo, undefined);
  }));

Deno.test("a missing folder is an error, and an absent log is an empty one", () =>
  inFolder(async (path) => {
    await assert.rejects(fileAudit(`${path}/no/such/folder`, mask).append(entry("c1")));
    assert.deepEqual(await fileAudit(path, mask).undoable(5), []);
  }));
