import assert from "node:assert/strict";
import { z } from "zod";
import { consentTokens } from "../../src/mcp/consent.ts";
import { type Plan, toolDefiner, UserError } from "../../src/mcp/tool.ts";
import { type ConfirmMode, type ConsentChannel, runWrite } from "../../src/mcp/write.ts";

/** An org with one switch, and a tool that turns it on. */
function fixture(risk: "write" | "destructive" = "write", confirm: ConfirmMode = "always") {
  const org = { on: false, label: "lamp", acts: 0 };
  const { defineWrite } = toolDefiner<unknown>();
  const tool = defineWrite({
    name: "switch_on",
    title: "Switch on",
    description: "Switches on.",
    toolset: "core",
    scopes: [],
    risk,
    idempotent: true,
    input: z.object({ name: z.string() }),
    plan({ name }): Promise<Plan<null>> {
      if (org.on) throw new UserError(`${name} is on already.`);
      return Promise.resolve({
        action: `Switch on "${org.label}"`,
        target: { type: "switch", id: "1", name: org.label },
        changes: [{ what: "on", before: org.on, after: true }],
        warnings: ["The fuse may blow."],
        reversible: "Can be taken back.",
        state: null,
      });
    },
    act() {
      org.acts++;
      org.on = true;
      return Promise.resolve({ changes: [{ what: "on", before: false, after: true }], notes: ["It is bright now."] });
    },
  });
  const options = { confirm, tokens: consentTokens(new Uint8Array(32), Date.now) };
  const call = { now: () => new Date(), signal: new AbortController().signal, progress: () => {} };
  const step = (args: Record<string, unknown>, channel: ConsentChannel) => runWrite(tool, args, call, channel, options);
  return { org, step };
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
  const { message, state } = await question(step({ name: "lamp" }, { elicits: true }));
  assert.match(message, /Switch on "lamp"\n- on: false → true\n! The fuse may blow\.\nCan be taken back\./);
  assert.equal(org.acts, 0);
  const done = await answer(step({ name: "lamp" }, { elicits: true, state, response: "accept" }));
  assert.equal(done.data.outcome, "done");
  assert.match(done.text, /^Done: Switch on "lamp"/);
  assert.match(done.text, /It is bright now/);
  assert.equal(org.acts, 1);
});

for (const response of ["decline", "cancel"] as const) {
  Deno.test(`with elicitation: nothing happens on ${response}, and the question is used up`, async () => {
    const { org, step } = fixture();
    const { state } = await question(step({ name: "lamp" }, { elicits: true }));
    const declined = await answer(step({ name: "lamp" }, { elicits: true, state, response }));
    assert.equal(declined.data.outcome, "declined");
    assert.match(declined.text, /^Not done/);
    await question(step({ name: "lamp" }, { elicits: true, state, response: "accept" }));
    assert.equal(org.acts, 0);
  });
}

Deno.test("an acceptance without the question it answers only asks", async () => {
  const { org, step } = fixture();
  await question(step({ name: "lamp" }, { elicits: true, response: "accept" }));
  await question(step({ name: "lamp" }, { elicits: true, state: "v1.made.up", response: "accept" }));
  assert.equal(org.acts, 0);
});

Deno.test("an acceptance counts for the arguments that were shown, and for no others", async () => {
  const { org, step } = fixture();
  const { state } = await question(step({ name: "lamp" }, { elicits: true }));
  const { message } = await question(step({ name: "oven" }, { elicits: true, state, response: "accept" }));
  assert.match(message, /Not done: .*other arguments/);
  assert.equal(org.acts, 0);
});

Deno.test("what moved between preview and act stops the act and is shown", async () => {
  const { org, step } = fixture();
  const { state } = await question(step({ name: "lamp" }, { elicits: true }));
  org.label = "furnace";
  const { message } = await question(step({ name: "lamp" }, { elicits: true, state, response: "accept" }));
  assert.match(message, /something changed since the preview/);
  assert.match(message, /furnace/);
  assert.equal(org.acts, 0);
});

Deno.test("without elicitation: preview with a token, done with it, once", async () => {
  const { org, step } = fixture();
  const preview = await answer(step({ name: "lamp" }, { elicits: false }));
  assert.equal(preview.data.outcome, "consent_required");
  assert.match(preview.text, /^PREVIEW\. Nothing has been changed yet\./);
  const consent_token = preview.data.consent_token!;
  assert.ok(preview.text.includes(consent_token));
  assert.equal(org.acts, 0);
  const done = await answer(step({ name: "lamp", consent_token }, { elicits: false }));
  assert.equal(done.data.outcome, "done");
  org.on = false;
  const replay = await answer(step({ name: "lamp", consent_token }, { elicits: false }));
  assert.equal(replay.data.outcome, "consent_required");
  assert.match(replay.text, /used already/);
  assert.equal(org.acts, 1);
});

Deno.test("the state of an open question does not pass as a consent token, nor the other way round", async () => {
  const { org, step } = fixture();
  const { state } = await question(step({ name: "lamp" }, { elicits: true }));
  const smuggled = await answer(step({ name: "lamp", consent_token: state }, { elicits: false }));
  assert.equal(smuggled.data.outcome, "consent_required");
  await question(step({ name: "lamp", consent_token: smuggled.data.consent_token! }, { elicits: true }));
  const token = smuggled.data.consent_token!;
  await question(step({ name: "lamp" }, { elicits: true, state: token, response: "accept" }));
  assert.equal(org.acts, 0);
});

Deno.test("the operator decides when to ask", async () => {
  const mild = fixture("write", "destructive");
  assert.equal((await answer(mild.step({ name: "lamp" }, { elicits: false }))).data.outcome, "done");
  const grave = fixture("destructive", "destructive");
  assert.equal((await answer(grave.step({ name: "lamp" }, { elicits: false }))).data.outcome, "consent_required");
  const never = fixture("destructive", "never");
  assert.equal((await answer(never.step({ name: "lamp" }, { elicits: false }))).data.outcome, "done");
});

Deno.test("what the plan refuses is refused before anybody is asked", async () => {
  const { org, step } = fixture();
  org.on = true;
  await assert.rejects(step({ name: "lamp" }, { elicits: true }), new UserError("lamp is on already."));
});
