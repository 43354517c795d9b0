import assert from "node:assert/strict";
import fc from "fast-check";
import { redact, redactText, registerSecret } from "../../src/okta/redact.ts";

// Put together here, so that no scanner takes this file for a leak.
const pem = (label: string) =>
  `-----BEGIN ${label}-----\nMIIEvAIBADANBgkqhkiG9w0BAQEFAASC\nBKYwggSiAgEAAoIBAQ==\n-----END ${label}-----`;
const jwt = ["eyJhbGciOiJSUzI1NiJ9", "eyJzdWIiOiIwMHUxIn0", "c2lnbmF0dXJl-_x"].join(".");
const apiToken = "00" + "aB3_-xYz90".repeat(4);

/** A text that no ordinary value holds, and that looks like a credential. */
const secret = fc.stringMatching(/^[A-Za-z0-9]{10,30}$/).map((random) => `Zq7${random}`);
const fieldNames = [
  "activationToken",
  "activationUrl",
  "resetPasswordUrl",
  "recoveryToken",
  "tempPassword",
  "password",
  "newPassword",
  "client_secret",
  "clientSecret",
  "secret_hash",
  "sharedSecret",
  "passCode",
  "Authorization",
  "access_token",
  "refresh_token",
  "id_token",
  "sessionToken",
  "stateToken",
  "client_assertion",
  "device_code",
  "x-api-key",
  "privateKey",
];
const fieldName = fc.constantFrom(...fieldNames);

/** Ways in which a secret turns up. */
const places: Record<string, (secret: string, name: string) => unknown> = {
  "a field": (secret, name) => ({ [name]: secret }),
  "a list under the name": (secret, name) => ({ [name]: ["x", secret] }),
  "an object under the name": (secret, name) => ({ [name]: { value: secret } }),
  "a password hash": (secret) => ({
    credentials: { password: { hash: { algorithm: "SHA-1", salt: secret, value: secret } } },
  }),
  "a recovery answer": (secret) => ({ recovery_question: { question: "Where?", answer: secret } }),
  "a security question": (secret) => ({ profile: { question: "disliked_food", answer: secret } }),
  "a private key": (secret) => ({ kty: "RSA", n: "x", d: secret, oth: [{ d: secret }] }),
  "a symmetric key": (secret) => ({ keys: [{ kty: "oct", k: secret }] }),
  "a header of a hook": (secret) => ({ authScheme: { type: "HEADER", key: "x-hook", value: secret } }),
  "a named value": (secret, name) => [{ key: name, value: secret }],
  "JSON in a string": (secret, name) => ({ logOnlySecurityData: JSON.stringify({ a: { [name]: secret } }) }),
  "JSON in JSON in a string": (secret, name) => ({ raw: JSON.stringify({ body: JSON.stringify({ [name]: secret }) }) }),
  "JSON in a sentence": (secret, name) => `Okta got {"a": 1, "${name}" : "${secret}"} just now`,
  "JSON cut off": (secret, name) => `Okta got {"a":1,"${name}":"${secret}`,
  "JSON of JSON in a sentence": (secret, name) => `body: ${JSON.stringify(JSON.stringify({ [name]: secret }))}`,
  "a query": (secret, name) => `GET https://acme.okta.com/x?a=1&${name}=${secret}&b=2`,
  "an authorization header": (secret) => `Authorization: SSWS ${secret}`,
  "a quotation of JSON": (secret, name) => `"{'${name}': '${secret}', 'id': '00u1'}"`,
  "a scheme in a sentence": (secret) => new Error(`sent with bearer ${secret}1, and refused`),
  "a DPoP token": (secret) => ({ note: `DPoP ${secret}1` }),
  "a welcome link": (secret) => `Open https://acme.okta.com/welcome/${secret} now`,
  "a reset link": (secret) => ({ link: `https://id.acme.com/signin/reset-password/${secret}` }),
  "a link's path": (secret) => ({ debugData: { requestUri: `/reset_password/${secret}` } }),
  "an enrolment code": (secret) => ({ href: `https://acme.okta.com/api/v1/users/00u1/factors/ost1/qr/${secret}` }),
};

Deno.test("a planted secret survives nowhere, however deep", () => {
  const place = fc.constantFrom(...Object.entries(places));
  const path = fc.array(fc.constantFrom("profile", "_embedded", "debugData", "items", "0"), { maxLength: 6 });
  fc.assert(
    fc.property(place, secret, fieldName, path, ([where, plant], secret, name, path) => {
      const planted = path.reduce<unknown>(
        (inner, key) => key === "0" ? [inner] : { [key]: inner, id: "00u1" },
        plant(secret, name),
      );
      const text = JSON.stringify(redact(planted));
      assert.ok(!text.includes(secret), `${where}: ${text}`);
      assert.ok(text.includes("[redacted]"), where);
      assert.equal(JSON.stringify(redact(redact(planted))), text, "masking twice changes nothing");
    }),
    { numRuns: 500 },
  );
});

Deno.test("texts that show what they are need no name", () => {
  for (const text of [jwt, apiToken, pem("PRIVATE KEY"), pem("RSA PRIVATE KEY"), pem("ENCRYPTED PRIVATE KEY")]) {
    assert.equal(redactText(`before ${text}, after`), "before [redacted], after");
    assert.deepEqual(redact({ note: [text] }), { note: ["[redacted]"] });
  }
  assert.equal(redactText(`x ${pem("PRIVATE KEY").slice(0, 60)}`), "x [redacted]");
  assert.equal(redactText(`Bearer ${jwt} expired`), "Bearer [redacted] expired");
});

Deno.test("a registered secret is masked wherever it turns up", () => {
  const value = 'pl+ain/ "words"\nand more';
  registerSecret(value);
  for (const form of [value, encodeURIComponent(value), JSON.stringify(value), value.replaceAll('"', "'")]) {
    assert.match(redactText(`a ${form} b`), /^a "?\[redacted\]"? b$/);
  }
  assert.deepEqual(redact({ [`a`]: [value] }), { a: ["[redacted]"] });
  registerSecret("short");
  assert.equal(redactText("a short text"), "a short text");
});

Deno.test("a phone number keeps its last four digits", () => {
  assert.deepEqual(
    redact({
      profile: { mobilePhone: "+1 (415) 555-1234", primaryPhone: "4155551234", phoneNumber: 14155551234, phone: "sms" },
      masked: { phoneNumber: "+1 XXX-XXX-1337" },
      text: "Code sent to +14155551234.",
    }),
    {
      profile: {
        mobilePhone: "+* (***) ***-1234",
        primaryPhone: "******1234",
        phoneNumber: "*******1234",
        phone: "sms",
      },
      masked: { phoneNumber: "+* XXX-XXX-1337" },
      text: "Code sent to +*******1234.",
    },
  );
});

Deno.test("ordinary values stay as they are", () => {
  const ordinary = [
    { id: "00u1abcdefGHIJKLMN0h7", login: "ada.lovelace+okta@example.com", status: "PASSWORD_EXPIRED" },
    {
      uuid: "00b3f5e0-8c5e-11f0-9d3b-0b6f5d1c2a3e",
      published: "2026-01-05T09:00:00.000Z",
      eventType: "user.account.reset_password",
    },
    {
      externalSessionId: "102dUUzySOOQwKWC1cPdLUrlQ",
      transaction: { id: "X0f4Tv2vtEO-THA4OJm7SAAABAc" },
      ip: "203.0.113.7",
    },
    { credentials: { password: {}, provider: { type: "OKTA" } }, recovery_question: { question: "Where?" } },
    { password: { complexity: { minLength: 8, excludeAttributes: ["firstName"] }, age: { maxAgeDays: 90 } } },
    {
      _links: {
        resetPassword: { href: "https://acme.okta.com/api/v1/users/00u1/lifecycle/reset_password", method: "POST" },
      },
    },
    { tokens: [{ href: "https://acme.okta.com/api/v1/apps/0oa1/tokens/oar579Mcp7OUsNTlo0g3" }] },
    { consent_token: "w5mS-0aQ", cursor: "WzAsIi9hcGkvdjEvdXNlcnMiXQ", passwordChanged: "2026-01-01T00:00:00.000Z" },
    {
      kid: "SIMcCQNY3uwXoW3y0vf6VxiBb5n9pf8L2fK8d-FIbm4",
      d: "a day",
      k: 5,
      revealPassword: true,
      token_endpoint_auth_method: "client_secret_post",
    },
    { behaviors: "{New Device=POSITIVE, Velocity=NEGATIVE}", risk: "{reasons=Anomalous Device, level=HIGH}" },
    { json: '{ "spaced":  [1, 2],"password": true }', broken: '{"a": ' },
    { connection: { profile: { authScheme: "TOKEN" } }, authenticator: { key: "okta_password", name: "Password" } },
    "password: Password requirements were not met. Use Basic authentication or a Bearer token.",
    "DPoP proofs and SSWS tokens are authorization: required; sendEmail=true&tempPassword=false",
    'eventType eq "user.mfa.factor.activate" and published gt "2026-01-05T09:00:00+01:00"',
    "https://acme-admin.okta.com/admin/user/profile/view/00u1abcdefGHIJKLMN0h7#tab-activity",
    "Version 1.2.3, file a/b/c.d, 10:30:00 +0200, +44 people, E0000007",
    [0, -1.5, true, null, "", undefined],
  ];
  for (const value of ordinary) assert.deepEqual(redact(value), value);
});

Deno.test("any value without secrets is unchanged, and any value at all is survived", () => {
  const word = fc.stringMatching(/^[A-Za-z0-9 .,:@_-]{0,19}$/);
  const key = fc.constantFrom("id", "status", "profile", "items", "name", "outcome", "displayName", "target", "value");
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: "small" },
      word,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("tree")),
      fc.dictionary(key, tie("tree"), { noNullPrototype: true }),
    ),
  }));
  const isCredential = /bearer|ssws|dpop|basic|authorization/i;
  fc.assert(fc.property(tree, (value) => {
    fc.pre(!isCredential.test(JSON.stringify(value)));
    assert.deepEqual(redact(value), value);
  }));
  fc.assert(
    fc.property(fc.anything({ withDate: true, withMap: true, withBigInt: true, withTypedArray: true }), (value) => {
      redact(value);
    }),
  );
});

Deno.test("a text is masked alike by itself and where all of it is looked through", () => {
  const part = fc.oneof(
    fc.constantFrom(
      "Authorization: ",
      "bearer ",
      "SSWS\t",
      '"password":',
      "'otp' : '",
      '\\"secret\\":\\"',
      "token=",
      " ",
    ),
    fc.constantFrom(jwt, apiToken, pem("PRIVATE KEY"), "/welcome/Zq7aB3xYz9", "/factors/a/qr/x", "+1 415 555 0100"),
    secret,
    fc.string({ maxLength: 8 }),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
      const text = parts.join("");
      assert.equal(`/ ${redactText(text)}`, redactText(`/ ${text}`));
    }),
    { numRuns: 1_000 },
  );
});

Deno.test("cycles, depth and strange objects do no harm", () => {
  const cycle: Record<string, unknown> = { id: "00u1" };
  cycle.self = cycle;
  const shared = { id: "00g1" };
  assert.deepEqual(redact(cycle), { id: "00u1", self: "[circular]" });
  assert.deepEqual(redact([shared, shared]), [shared, shared]);
  let deep: unknown = { password: "hunter2hunter2" };
  for (let i = 0; i < 10_000; i++) deep = [deep];
  assert.match(JSON.stringify(redact(deep)), /^\[+"\[too deep\]"\]+$/);
  assert.deepEqual(redact({ at: new Date(0), url: new URL("https://acme.okta.com/x?token=Zq7abc") }), {
    at: "1970-01-01T00:00:00.000Z",
    url: "https://acme.okta.com/x?token=[redacted]",
  });
  assert.deepEqual(redact(new TypeError("password=Zq7abc")), { name: "TypeError", message: "password=[redacted]" });
  assert.deepEqual(
    redact(JSON.parse('{"__proto__":{"password":"x"}}')),
    JSON.parse('{"__proto__":{"password":"[redacted]"}}'),
  );
});

Deno.test("long texts take no longer than they must", () => {
  const begin = performance.now();
  for (const unit of ["a", "a.", "eyJ", '"a":', "=", '\\"', " +1", "/", "-----BEGIN PRIVATE KEY"]) {
    redactText(unit.repeat(100_000));
  }
  assert.ok(performance.now() - begin < 5000);
});
