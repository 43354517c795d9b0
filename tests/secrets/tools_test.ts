import assert from "node:assert/strict";
import { READS, WRITES } from "../real/cases.ts";
import { type FaultyOrg, startFaultyOrg } from "../faults/faulty_org.ts";
import { answers, rewrites } from "../faults/wire.ts";
import { CANARIES, PHONE_DIGITS, salted } from "./canaries.ts";

const JANE = "jane.moreno@harbor.example";

/** All that some tools show when asked for it, and operations that answer with what Okta knows. */
const AT_LENGTH: [tool: string, args: Record<string, unknown>][] = [
  ["get_user_details", { user: JANE, include: ["groups", "apps", "factors", "roles", "manager", "profile"] }],
  ["get_application_details", { app: "Storefront Admin", include: ["users", "groups", "policy", "settings"] }],
  ["get_group_details", { group: "Sales", include: ["members", "apps", "owners", "rules"] }],
  ["search_logs", { since: "24h", summarize: true }],
  ["find_changes", { target: "Salesforce", since: "30d" }],
  ["call_okta_operation", { operation: "getUser", parameters: { id: JANE } }],
  ["call_okta_operation", { operation: "listFactors", parameters: { userId: JANE } }],
  ["call_okta_operation", { operation: "listLogEvents", parameters: { limit: 5 } }],
  ["call_okta_operation", { operation: "listApplications", limit: 200 }],
];
const CALLS = [...Object.entries({ ...READS, ...WRITES }), ...AT_LENGTH];

/** The whole credential, and so much of it that the rest could be guessed. */
async function assertNothingLeaks(org: FaultyOrg): Promise<void> {
  const text = await org.everythingThatLeft();
  for (const [name, secret] of Object.entries({ ...CANARIES, credential: org.sandbox.token })) {
    for (let start = 0; start + 12 <= secret.length; start++) {
      const at = text.indexOf(secret.slice(start, start + 12));
      assert.equal(at, -1, `${name}: ${text.slice(Math.max(0, at - 200), at + 100)}`);
    }
  }
  const phone = text.indexOf(PHONE_DIGITS);
  assert.equal(phone, -1, `a phone number: ${text.slice(Math.max(0, phone - 200), phone + 50)}`);
}

Deno.test("no tool, log line or audit entry tells a secret that Okta answered with", async () => {
  await using org = await startFaultyOrg(30);
  const salts = rewrites((json) => salted(json, org.sandbox.token), `set-cookie: sid=${CANARIES.cookie}; Secure`);
  org.proxy.script = () => salts;
  for (const [tool, args] of CALLS) {
    const { text } = await org.call(tool, args, () => {});
    assert.doesNotMatch(text, /^Internal error/, tool);
  }
  const text = await org.everythingThatLeft();
  assert.match(text, /\[redacted\]/);
  assert.match(text, /okta\.request/);
  await assertNothingLeaks(org);
});

Deno.test("no error tells the credential or a secret, whatever Okta or something in its place says", async () => {
  await using org = await startFaultyOrg(30);
  const { token } = org.sandbox;
  const json = { "content-type": "application/json" };
  const words =
    `Invalid token provided: SSWS ${token} or ${token}; reset at https://acme.okta.com/reset_password/${CANARIES.resetUrl}`;
  const challenge = { "www-authenticate": `Bearer error="invalid_token", error_description="${token}"` };
  const page = `<html>You sent: Authorization: SSWS ${token}<br>Set-Cookie: sid=${CANARIES.cookie}</html>`;
  const faults = [
    answers(
      400,
      json,
      JSON.stringify({ errorCode: "E0000001", errorSummary: words, errorCauses: [{ errorSummary: words }] }),
    ),
    answers(400, json, JSON.stringify({ errorCode: token, errorSummary: { toString: token }, errorCauses: token })),
    answers(401, json, JSON.stringify({ errorCode: "E0000011", errorSummary: words, errorCauses: [] })),
    answers(403, challenge),
    answers(400, json, JSON.stringify({ error: token, error_description: `${"padding ".repeat(36)}${token}` })),
    answers(500, { "content-type": "text/html", "x-okta-request-id": token }, page),
    answers(200, { "content-type": "text/html" }, page),
    answers(200, json, `{"sessionToken":"${CANARIES.sessionToken}","token":"${token}`),
    answers(302, { location: `https://evil.example/?token=${token}` }),
    answers(302, { location: `/login/${token}?token=${token}` }),
    answers(200, { ...json, link: `<https://evil.example/${token}>; rel="next"` }, "[]"),
  ];
  for (const fault of faults) {
    for (const [tool, args] of CALLS) {
      org.proxy.script = () => fault;
      await org.call(tool, args);
    }
    // The same, once consent is given.
    for (const tool of ["update_user_profile", "unlock_user_account", "add_user_to_group"]) {
      org.proxy.script = () => undefined;
      await org.call(tool, WRITES[tool]!, () => org.proxy.script = (method) => method === "GET" ? undefined : fault);
    }
  }
  await assertNothingLeaks(org);
});
