import assert from "node:assert/strict";
import fc from "fast-check";
import { canonicalJson, CONSENT_LIFETIME_SECONDS, consentTokens, digestOf } from "../../src/mcp/consent.ts";

const KEY = new Uint8Array(32).fill(7);
const args = { user: "jane", profile: { title: "Buyer", city: null } };

async function shown() {
  return { digest: await digestOf(1), preview: "" };
}

function desk() {
  const clock = { ms: Date.UTC(2026, 0, 1) };
  return { clock, tokens: consentTokens(KEY, () => clock.ms) };
}

Deno.test("a consent token is good once, for its tool and arguments, and brings back the plan's digest", async () => {
  const { tokens } = desk();
  const digest = await digestOf({ status: "LOCKED_OUT" });
  const token = await tokens.issue("unlock", args, { digest, preview: "Unlock her" });
  assert.deepEqual(await tokens.redeem(token, "unlock", args), { ok: true, digest, preview: "Unlock her" });
  const again = await tokens.redeem(token, "unlock", args);
  assert.match(again.ok ? "" : again.reason, /used already/);
});

Deno.test("of racing calls with one token only one is let through", async () => {
  const { tokens } = desk();
  const token = await tokens.issue("unlock", args, await shown());
  const results = await Promise.all(Array.from({ length: 20 }, () => tokens.redeem(token, "unlock", args)));
  assert.equal(results.filter(({ ok }) => ok).length, 1);
});

Deno.test("a token is refused for another tool, other arguments, another key, or after its time", async () => {
  const { clock, tokens } = desk();
  const token = await tokens.issue("unlock", args, await shown());
  const other = consentTokens(new Uint8Array(32).fill(8), () => clock.ms);
  for (
    const result of [
      await tokens.redeem(token, "suspend", args),
      await tokens.redeem(token, "unlock", { ...args, user: "joan" }),
      await other.redeem(token, "unlock", args),
    ]
  ) assert.match(result.ok ? "" : result.reason, /other arguments/);
  clock.ms += (CONSENT_LIFETIME_SECONDS + 1) * 1000;
  const late = await tokens.redeem(token, "unlock", args);
  assert.match(late.ok ? "" : late.reason, /ten minutes/);
});

Deno.test("the order of keys and absent members make no difference, every value does", async () => {
  const { tokens } = desk();
  const token = await tokens.issue("t", { a: 1, b: { c: 2, d: undefined } }, await shown());
  assert.equal((await tokens.redeem(token, "t", { b: { c: 2 }, a: 1 })).ok, true);
  fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
    const same = canonicalJson(a) === canonicalJson(b);
    let equal = true;
    try {
      // JSON has one zero only.
      assert.deepEqual(JSON.parse(JSON.stringify(a)), JSON.parse(JSON.stringify(b)));
    } catch {
      equal = false;
    }
    assert.equal(same, equal);
  }));
});

Deno.test("no altered or invented token is ever good", async () => {
  const { tokens } = desk();
  const token = await tokens.issue("unlock", args, await shown());
  await fc.assert(fc.asyncProperty(fc.nat(token.length - 2), fc.constantFrom(..."AbZ09-_"), async (place, letter) => {
    fc.pre(token[place] !== letter);
    const altered = token.slice(0, place) + letter + token.slice(place + 1);
    assert.equal((await tokens.redeem(altered, "unlock", args)).ok, false);
  }));
  await fc.assert(fc.asyncProperty(fc.string(), async (invented) => {
    assert.equal((await tokens.redeem(invented, "unlock", args)).ok, false);
  }));
  assert.equal((await tokens.redeem(token, "unlock", args)).ok, true);
});
