import assert from "node:assert/strict";
import fc from "fast-check";
import {
  hasHiddenPassword,
  inverseChanges,
  merge,
  mergeApp,
  plannedChanges,
  putBody,
  updateApp,
} from "../../src/okta/app_update.ts";
import { toApp } from "../../src/okta/apps.ts";
import { isObject } from "../../src/okta/read.ts";
import { demoOrg } from "./demo_org.ts";
import { fakeOkta, freely } from "./fake_okta.ts";
import { UserError } from "../../src/user_error.ts";

type Document = Record<string, unknown>;

const key = fc.constantFrom(
  "label",
  "settings",
  "visibility",
  "credentials",
  "app",
  "url",
  "hide",
  "__proto__",
  "constructor",
);
const { document, value } = fc.letrec((tie) => ({
  value: fc.oneof(
    fc.constantFrom<unknown>(null, true, "x", 7),
    fc.array(tie("value"), { maxLength: 2 }),
    tie("document"),
  ),
  document: fc.array(fc.tuple(key, tie("value")), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
}));

const saml = {
  id: "0oa1",
  orn: "orn:okta:idp:00o1:apps:salesforce:0oa1",
  name: "salesforce",
  label: "Salesforce",
  status: "ACTIVE",
  created: "2026-01-01T00:00:00.000Z",
  lastUpdated: "2026-01-01T00:00:00.000Z",
  features: ["PUSH_NEW_USERS"],
  signOnMode: "SAML_2_0",
  accessibility: { selfService: false, errorRedirectUrl: null, loginRedirectUrl: null },
  universalLogout: null,
  settings: {
    app: { url: "https://a.example" },
    notes: { admin: null },
    attributeStatements: [{ name: "a", filter: null }],
  },
  _links: { accessPolicy: { href: "https://org.example/api/v1/policies/rst1" } },
};

Deno.test("what is changed is there after the merge, what is not is as it was", () => {
  fc.assert(fc.property(document, document, (current, changes) => {
    const before = structuredClone([current, changes]);
    const merged = mergeApp(current as Document, changes as Document);
    assert.deepEqual(structuredClone([current, changes]), before, "an argument was altered");
    agrees(current, changes, merged);
  }));

  function agrees(current: unknown, change: unknown, merged: unknown): void {
    if (!isObject(current) || !isObject(change)) return assert.deepEqual(merged, change);
    assert(isObject(merged));
    assert.equal(Object.getPrototypeOf(merged), Object.prototype);
    assert.deepEqual(new Set(Object.keys(merged)), new Set([...Object.keys(current), ...Object.keys(change)]));
    for (const name of Object.keys(merged)) {
      // Not by index: `__proto__` would give the prototype.
      const of = (part: Document): unknown => Object.getOwnPropertyDescriptor(part, name)?.value;
      const is = of(merged);
      if (!Object.hasOwn(change, name)) assert.deepEqual(is, of(current));
      else if (!Object.hasOwn(current, name)) assert.deepEqual(is, of(change));
      else agrees(of(current), of(change), is);
    }
  }
});

Deno.test("merging twice is merging once, merging nothing changes nothing", () => {
  fc.assert(fc.property(document, document, (current, changes) => {
    const once = mergeApp(current as Document, changes as Document);
    assert.deepEqual(mergeApp(once, changes as Document), once);
    assert.deepEqual(mergeApp(current as Document, {}), current);
  }));
});

Deno.test("a body for PUT holds no null and nothing that Okta sets itself", () => {
  fc.assert(fc.property(value, (settings) => {
    const body = putBody({ ...saml, settings });
    assert(!JSON.stringify(body).replaceAll(/\[(null,?)+/g, "[").includes(":null"));
    assert.deepEqual(
      Object.keys(body).sort(),
      ["accessibility", "label", "name", "settings", "signOnMode"].filter((key) =>
        key !== "settings" || settings !== null
      ),
    );
  }));
  assert.deepEqual(putBody(mergeApp(saml, { label: "CRM", accessibility: { selfService: null } })), {
    name: "salesforce",
    label: "CRM",
    signOnMode: "SAML_2_0",
    accessibility: {},
    settings: { app: { url: "https://a.example" }, notes: {}, attributeStatements: [{ name: "a" }] },
  });
});

Deno.test("what an app cannot change is refused by name, the same value is not", () => {
  for (
    const changes of [{ id: "0oa2" }, { status: "INACTIVE" }, { features: [] }, { signOnMode: "BOOKMARK" }, {
      name: "zoom",
    }]
  ) {
    assert.throws(
      () => mergeApp(saml, changes),
      (error: Error) => error instanceof UserError && error.message.includes(Object.keys(changes)[0]!),
    );
  }
  assert.deepEqual(mergeApp(saml, { signOnMode: "SAML_2_0", name: "salesforce" }), saml);
});

Deno.test("a plan shows each value before and after", () => {
  assert.deepEqual(
    plannedChanges(toApp(saml), { settings: { app: { url: "https://b.example" } }, label: "Salesforce" }),
    [
      { path: "settings.app.url", before: "https://a.example", after: "https://b.example" },
    ],
  );
});

Deno.test("a password that cannot be sent back is noticed", () => {
  const swa = (credentials: unknown) => hasHiddenPassword(toApp({ ...saml, credentials }));
  assert(swa({ scheme: "SHARED_USERNAME_AND_PASSWORD", userName: "shared" }));
  assert(swa({ password: {} }));
  assert(!swa({ scheme: "EDIT_USERNAME_AND_PASSWORD" }));
  assert(!swa(undefined));
});

Deno.test("an app is replaced by itself with the changes in it", async () => {
  await using org = await demoOrg();
  const { id } = org.app("Salesforce");
  const { before, after, changes, unmet } = await updateApp(org.okta, id, {
    label: "CRM",
    visibility: { hide: { iOS: true } },
  });
  assert.deepEqual(changes, [
    { path: "label", before: "Salesforce", after: "CRM" },
    { path: "visibility.hide.iOS", before: false, after: true },
  ]);
  assert.deepEqual(unmet, []);
  assert.deepEqual([before.label, after.label], ["Salesforce", "CRM"]);
  assert.deepEqual(org.sent().map((request) => request.split(" ")[0]), ["GET", "PUT", "GET"]);
});

Deno.test("every kind of app survives an update", async () => {
  await using org = await demoOrg();
  for (const { id, label } of org.sandbox.state.apps.values()) {
    const { changes, unmet } = await updateApp(org.okta, id, { label: `${label} 2` });
    assert.deepEqual(changes, [{ path: "label", before: label, after: `${label} 2` }], label);
    assert.deepEqual(unmet, []);
  }
});

Deno.test("what Okta ignores, or adds of its own, is told apart", async () => {
  let stored: Document = structuredClone(saml);
  await using server = fakeOkta(async (request) => {
    if (request.method === "PUT") {
      const { label, settings } = await request.json();
      stored = { ...stored, label, settings: { ...settings, app: { ...saml.settings.app, added: 1 } }, visibility: {} };
    }
    return Response.json(stored);
  });
  const wanted = { label: "CRM", settings: { app: { url: "https://b.example", region: "eu" }, notes: null } };
  const { changes, unmet } = await updateApp(server.connection.forCall(freely()), "0oa1", wanted);
  assert.deepEqual(unmet, [
    { path: "settings.app.region", before: "eu", after: undefined },
    { path: "settings.app.url", before: "https://b.example", after: "https://a.example" },
  ]);
  assert.deepEqual(changes.map(({ path }) => path), [
    "label",
    "settings.app.added",
    "settings.notes",
    "visibility",
  ]);
});

Deno.test("the inverse of changes puts back what was there and clears what was not", () => {
  assert.deepEqual(
    inverseChanges({ label: "A", settings: { app: { url: "x" } } }, {
      label: "B",
      settings: { app: { url: "y" }, notes: {} },
    }),
    { label: "A", settings: { app: { url: "x" }, notes: null } },
  );
  fc.assert(fc.property(document, document, (before, changes) => {
    const back = merge(merge(before, changes), inverseChanges(before, changes));
    assert.deepEqual(putBody(back as Document), putBody(before));
  }));
});
