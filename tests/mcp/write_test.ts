import assert from "node:assert/strict";
import { z } from "zod";
import { type AuditEntry, memoryAudit } from "../../src/mcp/audit.ts";
import { consentTokens, ForeignState } from "../../src/mcp/consent.ts";
import { type Plan, toolDefiner } from "../../src/mcp/tool.ts";
import { type ConfirmMode, type ConsentChannel, runWrite } from "../../src/mcp/write.ts";
import { UserError } from "../../src/user_error.ts";

/** An org of switches by name, and a tool that turns them on. */
function fixture(risk: "write" | "destructive" = "write", confirm: ConfirmMode = "always") {
  const cancel = new AbortController();
  const clock = { ms: Date.UTC(2026, 0, 1) };
  const org = {
    switches: new Map([["lamp", { on: false, label: "lamp" }], ["oven", { on: false, label: "oven" }]]),
    acts: 0,
    /** Called before each act. */
    meddle: (_name: string): void => {},
    cancel,
  };
  const lines: AuditEntry[] = [];
  const audit = memoryAudit();
  const { defineWrite } = toolDefiner<unknown>();
  const tool = defineWrite({
    name: "switch_on",
    title: "Switch on",
    description: "Switches on.",
    toolset: "core",
    scopes: [],
    risk,
    idempotent: true,
    bulk: true,
    input: z.object({ user: z.string() }),
    plan({ user }): Promise<Plan<string>> {
      const found = org.switches.get(user);
      if (!found) return Promise.reject(new UserError(`There is no ${user}.`));
      if (found.on) return Promise.reject(new UserError(`${user} is on already.`));
      return Promise.resolve({
        action: `Switch on "${found.label}"`,
        target: { type: "switch", id: user, name: found.label },
        changes: [{ what: "on", before: found.on, after: true }],
        warnings: ["The fuse may blow."],
        reversible: "Can be taken back.",
        state: user,
      });
    },
    act({ state }) {
      org.meddle(state);
      org.acts++;
      org.switches.get(state)!.on = true;
      const undo = { tool: "switch_off", args: { user: state } };
      return Promise.resolve({
        changes: [{ what: "on", before: false, after: true }],
        notes: ["It is bright now."],
        undo,
      });
    },
  });
  const host = {
    confirm,
    tokens: consentTokens(new Uint8Array(32), () => clock.ms),
    bulkLimit: 3,
    auditPath: "/audit",
    explain: (error: unknown) => error instanceof RangeError ? "Blown. It may be on all the same." : undefined,
    audit: {
      ...audit,
      append(entry: AuditEntry) {
        lines.push(entry);
        return audit.append(entry);
      },
    },
  };
  const who = { actor: () => Promise.resolve("it@harbor.example"), client: "test 1", requestIds: () => [] };
  const call = { now: () => new Date(), signal: cancel.signal, progress: () => {} };
  const step = (args: Record<string, unknown>, channel: ConsentChannel) =>
    runWrite(tool, args, call, channel, host, who);
  return { org, step, clock, lines, host, lamp: org.switches.get("lamp")! };
}

async function question(promise: ReturnType<typeof runWrite>) {
  const result = await promise;
  assert.ok("ask" in result, "a question was expected");
  return result.ask;
}

async function answer(promise: ReturnType<typeof runWrite>) {
  const result = await promise;
  assert.ok("answer" in result, "an answer was expected");
  return result.answer;
}

Deno.test("with elicitation: asked with the whole plan, done once accepted", async () => {
  const { org, step } = fixture();
  const { message, state } = await question(step({ user: "lamp" }, { asksBy: "elicitation" }));
  assert.match(message, /Switch on "lamp"\n- on: false → true\n! The fuse may blow\.\nCan be taken back\./);
  assert.equal(org.acts, 0);
  const done = await answer(step({ user: "lamp" }, { asksBy: "elicitation", state, response: "accept" }));
  assert.equal(done.data.outcome, "done");
  assert.match(done.text, /^Done: Switch on "lamp"/);
  assert.match(done.text, /It is bright now/);
  assert.equal(org.acts, 1);
});

for (const response of ["decline", "cancel"] as const) {
  Deno.test(`with elicitation: nothing happens on ${response}, and the question is used up`, async () => {
    const { org, step } = fixture();
    const { state } = await question(step({ user: "lamp" }, { asksBy: "elicitation" }));
    const declined = await answer(step({ user: "lamp" }, { asksBy: "elicitation", state, response }));
    assert.equal(declined.data.outcome, "declined");
    assert.match(declined.text, /^Not done/);
    await question(step({ user: "lamp" }, { asksBy: "elicitation", state, response: "accept" }));
    assert.equal(org.acts, 0);
  });
}

Deno.test("an acceptance without the question it answers only asks, and one with a made-up question is refused", async () => {
  const { org, step } = fixture();
  await question(step({ user: "lamp" }, { asksBy: "elicitation", response: "accept" }));
  const invented = step({ user: "lamp" }, { asksBy: "elicitation", state: "v1.made.up", response: "accept" });
  await assert.rejects(invented, ForeignState);
  assert.equal(org.acts, 0);
});

Deno.test("an acceptance counts for the arguments that were shown, and for no others", async () => {
  const { org, step } = fixture();
  const { state } = await question(step({ user: "lamp" }, { asksBy: "elicitation" }));
  const other = step({ user: "oven" }, { asksBy: "elicitation", state, response: "accept" });
  await assert.rejects(other, /not one that this server made for these arguments.*Call switch_on again/);
  assert.equal(org.acts, 0);
});

Deno.test("an acceptance that comes too late is asked for anew, with what would happen now", async () => {
  const { org, step, clock } = fixture();
  const { state } = await question(step({ user: "lamp" }, { asksBy: "elicitation" }));
  clock.ms += 601_000;
  const { message } = await question(step({ user: "lamp" }, { asksBy: "elicitation", state, response: "accept" }));
  assert.match(message, /Not done: .*ten minutes.*\n.*Switch on "lamp"/s);
  assert.equal(org.acts, 0);
});

Deno.test("what moved between preview and act stops the act and is shown", async () => {
  const { org, step, lamp } = fixture();
  const { state } = await question(step({ user: "lamp" }, { asksBy: "elicitation" }));
  lamp.label = "furnace";
  const { message } = await question(step({ user: "lamp" }, { asksBy: "elicitation", state, response: "accept" }));
  assert.match(message, /something changed since the preview/);
  assert.match(message, /It was: Switch on "lamp"\nIt is: Switch on "furnace"/);
  assert.equal(org.acts, 0);
});

Deno.test("without elicitation: preview with a token, done with it, once", async () => {
  const { org, step, lamp } = fixture();
  const preview = await answer(step({ user: "lamp" }, {}));
  assert.equal(preview.data.outcome, "consent_required");
  assert.match(preview.text, /^PREVIEW\. Nothing has been changed yet\./);
  const consent_token = preview.data.consent_token!;
  assert.ok(preview.text.includes(consent_token));
  assert.equal(org.acts, 0);
  const done = await answer(step({ user: "lamp", consent_token }, {}));
  assert.equal(done.data.outcome, "done");
  lamp.on = false;
  const replay = await answer(step({ user: "lamp", consent_token }, {}));
  assert.equal(replay.data.outcome, "consent_required");
  assert.match(replay.text, /used already/);
  assert.equal(org.acts, 1);
});

Deno.test("the state of an open question does not pass as a consent token, nor the other way round", async () => {
  const { org, step } = fixture();
  const { state } = await question(step({ user: "lamp" }, { asksBy: "elicitation" }));
  const smuggled = await answer(step({ user: "lamp", consent_token: state }, {}));
  assert.equal(smuggled.data.outcome, "consent_required");
  await question(step({ user: "lamp", consent_token: smuggled.data.consent_token! }, { asksBy: "elicitation" }));
  const token = smuggled.data.consent_token!;
  const crossed = step({ user: "lamp" }, { asksBy: "elicitation", state: token, response: "accept" });
  await assert.rejects(crossed, ForeignState);
  assert.equal(org.acts, 0);
});

Deno.test("the operator decides when to ask", async () => {
  const mild = fixture("write", "destructive");
  assert.equal((await answer(mild.step({ user: "lamp" }, {}))).data.outcome, "done");
  const grave = fixture("destructive", "destructive");
  assert.equal((await answer(grave.step({ user: "lamp" }, {}))).data.outcome, "consent_required");
  const never = fixture("destructive", "never");
  assert.equal((await answer(never.step({ user: "lamp" }, {}))).data.outcome, "done");
});

Deno.test("what the plan refuses is refused before anybody is asked", async () => {
  const { lamp, step } = fixture();
  lamp.on = true;
  await assert.rejects(step({ user: "lamp" }, { asksBy: "elicitation" }), new UserError("lamp is on already."));
});

Deno.test("an act stands between two audit lines that say who, how, what and how to undo it", async () => {
  const { step, lines } = fixture("write", "never");
  const done = await answer(step({ user: "lamp" }, {}));
  const [start, end] = lines;
  assert.equal(lines.length, 2);
  assert.deepEqual([start?.phase, start?.actor, start?.client, start?.consent], [
    "start",
    "it@harbor.example",
    "test 1",
    "not_required",
  ]);
  assert.deepEqual(start?.changes, [{ what: "on", before: false, after: true }]);
  assert.deepEqual([end?.phase, end?.outcome, end?.undo?.tool], ["end", "done", "switch_off"]);
  assert.equal(start?.change, end?.change);
  assert.equal(done.data.items[0]?.change, end?.change);
});

Deno.test("where the audit log cannot be written nothing is changed", async () => {
  const { org, step, host } = fixture("write", "never");
  host.audit.append = () => Promise.reject(new Error("No space left on device"));
  await assert.rejects(
    step({ user: "lamp" }, {}),
    /Nothing was changed: the audit log \/audit cannot be written \(No space/,
  );
  assert.equal(org.acts, 0);
});

Deno.test("a change whose end cannot be recorded says so and stays done", async () => {
  const { org, step, host } = fixture("write", "never");
  const append = host.audit.append;
  host.audit.append = (entry) => entry.phase === "end" ? Promise.reject(new Error("disk full")) : append(entry);
  const done = await answer(step({ user: "lamp" }, {}));
  assert.equal(done.data.outcome, "done");
  assert.match(done.text, /could not record its end: disk full/);
  assert.equal(org.acts, 1);
});

Deno.test("a failing act leaves its failure in the audit log", async () => {
  const { org, step, lines } = fixture("write", "never");
  org.meddle = () => {
    throw new RangeError("fuse");
  };
  await assert.rejects(step({ user: "lamp" }, {}), /fuse/);
  assert.deepEqual(lines.map(({ phase, outcome, error }) => [phase, outcome, error]), [
    ["start", undefined, undefined],
    ["end", "failed", "Blown. It may be on all the same."],
  ]);
});

Deno.test("several at once: one preview of all, one consent, a line each", async () => {
  const { org, step, lines } = fixture();
  const users = ["lamp", "oven", "fridge"];
  const { message, state } = await question(step({ users }, { asksBy: "elicitation" }));
  assert.match(message, /To be done for 2/);
  assert.match(
    message,
    /Switch on "lamp"[\s\S]*Switch on "oven"[\s\S]*Not possible for 1:\nfridge: There is no fridge\./,
  );
  const done = await answer(step({ users }, { asksBy: "elicitation", state, response: "accept" }));
  assert.equal(done.data.outcome, "partly_done");
  assert.match(done.text, /^2 done, 0 failed, 1 refused, 0 left\./);
  assert.equal(org.acts, 2);
  assert.equal(lines.length, 4);
});

Deno.test("several at once: one that moves after the preview's check is not touched", async () => {
  const { org, step } = fixture("write", "never");
  org.meddle = (name) => {
    if (name === "lamp") org.switches.get("oven")!.label = "furnace";
  };
  const done = await answer(step({ users: ["lamp", "oven"] }, {}));
  assert.deepEqual(done.data.items.map(({ outcome }) => outcome), ["done", "failed"]);
  assert.match(done.text, /changed since the preview/);
  assert.equal(org.switches.get("oven")!.on, false);
});

Deno.test("several at once: cancelled or broken in the middle, the rest is untouched and named", async () => {
  const cancelled = fixture("write", "never");
  cancelled.org.meddle = () => cancelled.org.cancel.abort();
  const some = await answer(cancelled.step({ users: ["lamp", "oven"] }, {}));
  assert.match(some.text, /Stopped: it was cancelled\. Not started; to go on, call switch_on with users=\["oven"\]/);
  const broken = fixture("write", "never");
  broken.org.meddle = () => {
    throw new Error("connection reset");
  };
  const none = await answer(broken.step({ users: ["lamp", "oven"] }, {}));
  assert.equal(none.data.outcome, "not_done");
  assert.deepEqual(none.data.items.map(({ outcome }) => outcome), ["failed", "left"]);
});

Deno.test("several at once: too many, both ways of naming, or nobody are refused; a repeated name counts once", async () => {
  const { step } = fixture();
  await assert.rejects(step({ users: ["a", "b", "c", "d"] }, {}), /4 users are more than the 3/);
  await assert.rejects(step({ users: ["a"], user: "b" }, {}), /not both/);
  await assert.rejects(step({}, {}), /needs a user/);
  const one = await answer(step({ users: ["lamp", "lamp"] }, {}));
  assert.equal(one.data.items.length, 1);
});
