import assert from "node:assert/strict";
import fc from "fast-check";
import { parseBehaviors, parseRisk, toLogEvent } from "../../src/okta/log_event.ts";

const raw = {
  uuid: "b0a7c1de-0000-11f0-9d2c-000000000001",
  published: "2026-01-31T08:15:30.123Z",
  eventType: "policy.evaluate_sign_on",
  version: "0",
  severity: "WARN",
  displayMessage: "Evaluation of sign-on policy",
  actor: {
    id: "00u1",
    type: "User",
    alternateId: "jane.moreno@harbor.example",
    displayName: "Jane Moreno",
    detailEntry: null,
  },
  client: {
    userAgent: { rawUserAgent: "Mozilla/5.0 …", os: "Mac OS X", browser: "CHROME" },
    zone: "Office",
    device: "Computer",
    id: null,
    ipAddress: "192.0.2.7",
    geographicalContext: { city: "Lisbon", state: "Lisboa", country: "Portugal", postalCode: null, geolocation: {} },
  },
  device: null,
  authenticationContext: { externalSessionId: "idxA", rootSessionId: "idxRoot", credentialType: null },
  outcome: { result: "DENY", reason: "Sign-on policy evaluation resulted in DENY" },
  target: [
    { id: "rst1", type: "PolicyEntity", alternateId: "unknown", displayName: "Salesforce", detailEntry: {} },
    { id: "rul1", type: "PolicyRule", alternateId: "00p1", displayName: "Outside the office", detailEntry: null },
    {
      id: "0oa1",
      type: "AppInstance",
      alternateId: "Salesforce",
      displayName: "salesforce",
      changeDetails: { from: { a: 1 }, to: { a: 2 } },
    },
  ],
  transaction: { type: "WEB", id: "t1", detail: { requestApiTokenId: "00T1" } },
  debugContext: {
    debugData: {
      requestUri: "/idp/idx/identify",
      risk: "{reasons=Anomalous Geo-Distance, Anomalous Device, level=HIGH}",
      behaviors: "{New Geo-Location=POSITIVE, New Device=NEGATIVE}",
      factor: "PASSWORD_AS_FACTOR",
      logOnlySecurityData: '{"risk":{"level":"LOW"},"behaviors":{"New IP":"POSITIVE","New Device":"POSITIVE"}}',
    },
  },
  securityContext: { asNumber: 64500, asOrg: "example isp", isp: "example", domain: ".", isProxy: false },
};

Deno.test("an event is read into one place", () => {
  const { debugData, ...event } = toLogEvent(raw);
  assert.equal(debugData.requestUri, "/idp/idx/identify");
  assert.deepEqual(event, {
    uuid: raw.uuid,
    time: raw.published,
    eventType: "policy.evaluate_sign_on",
    message: "Evaluation of sign-on policy",
    severity: "WARN",
    actor: { id: "00u1", type: "User", login: "jane.moreno@harbor.example", name: "Jane Moreno" },
    targets: [
      { id: "rst1", type: "PolicyEntity", login: null, name: "Salesforce", changes: null },
      { id: "rul1", type: "PolicyRule", login: "00p1", name: "Outside the office", changes: null },
      {
        id: "0oa1",
        type: "AppInstance",
        login: "Salesforce",
        name: "salesforce",
        changes: { from: { a: 1 }, to: { a: 2 } },
      },
    ],
    outcome: "DENY",
    reason: "Sign-on policy evaluation resulted in DENY",
    ip: "192.0.2.7",
    city: "Lisbon",
    country: "Portugal",
    userAgent: "CHROME on Mac OS X (Computer)",
    rawUserAgent: "Mozilla/5.0 …",
    zone: "Office",
    proxy: false,
    asNumber: 64500,
    asOrg: "example isp",
    risk: { level: "HIGH", reasons: ["Anomalous Geo-Distance", "Anomalous Device"] },
    behaviors: { "New IP": "POSITIVE", "New Geo-Location": "POSITIVE", "New Device": "NEGATIVE" },
    requestUri: "/idp/idx/identify",
    factor: "PASSWORD_AS_FACTOR",
    policy: "Salesforce",
    rule: "Outside the office",
    sessionId: "idxRoot",
    transactionId: "t1",
    apiTokenId: "00T1",
  });
});

Deno.test("an event of any shape is read without a failure", () => {
  const part = fc.oneof(fc.constant(null), fc.jsonValue());
  const record = fc.record(Object.fromEntries(Object.keys(raw).map((key) => [key, part])), { requiredKeys: [] });
  fc.assert(fc.property(fc.oneof(record, fc.jsonValue()), (value) => {
    const event = toLogEvent(value);
    assert(Array.isArray(event.targets));
    for (const item of Object.values(event.debugData)) assert.equal(typeof item, "string");
  }));
});

Deno.test("what Okta calls unknown is not known", () => {
  const event = toLogEvent({
    client: {
      zone: "null",
      device: "Unknown",
      userAgent: { browser: "UNKNOWN", os: "Unknown", rawUserAgent: "okta-ad-agent/3" },
    },
    actor: { id: "unknown", type: "User", alternateId: "unknown", displayName: "unknown" },
    authenticationContext: { externalSessionId: "unknown" },
  });
  assert.equal(event.userAgent, "okta-ad-agent/3");
  assert.deepEqual([event.zone, event.sessionId, event.actor.name], [null, null, null]);
});

Deno.test("risk is read in each of its spellings", () => {
  assert.deepEqual(parseRisk("{level=LOW}"), { level: "LOW", reasons: [] });
  assert.deepEqual(parseRisk("{level=MEDIUM, reasons=New IP, New ASN}"), {
    level: "MEDIUM",
    reasons: ["New IP", "New ASN"],
  });
  assert.deepEqual(parseRisk("high"), { level: "HIGH", reasons: [] });
  assert.deepEqual([parseRisk(undefined), parseRisk("{}"), parseRisk("{reasons=level of trust}")], [null, null, null]);
  const security = { risk: { level: "HIGH", reasons: "Suspected Threat, New IP" } };
  assert.deepEqual(toLogEvent({ securityContext: security }).risk, {
    level: "HIGH",
    reasons: ["Suspected Threat", "New IP"],
  });
  const logOnly = (text: string) => toLogEvent({ debugContext: { debugData: { logOnlySecurityData: text } } }).risk;
  assert.deepEqual(logOnly('{"risk":{"level":"LOW"}}'), { level: "LOW", reasons: [] });
  assert.equal(logOnly('{"risk":{"lev'), null);
});

Deno.test("behaviors come back as they were written", () => {
  const name = fc.stringMatching(/^[A-Z][A-Za-z -]{0,12}[a-z]$/);
  const state = fc.constantFrom("POSITIVE", "NEGATIVE", "UNKNOWN", "BAD_REQUEST");
  fc.assert(fc.property(fc.dictionary(name, state), (behaviors) => {
    const written = `{${Object.entries(behaviors).map(([key, value]) => `${key}=${value}`).join(", ")}}`;
    assert.deepEqual(parseBehaviors(written), Object.fromEntries(Object.entries(behaviors)));
  }));
  assert.deepEqual(parseBehaviors(undefined), {});
});
