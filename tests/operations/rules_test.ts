import assert from "node:assert/strict";
import { loadOperations } from "../../src/okta/operations.ts";
import {
  GUARDED,
  type OperationRules,
  permitted,
  refusalOf,
  refusalOfArguments,
  unknownRules,
} from "../../src/operations/rules.ts";
import { secretIn, withoutSecrets } from "../../src/operations/secrets.ts";

const contract = await loadOperations();
const NONE: OperationRules = { allow: [], deny: [] };
const refused = (id: string, rules: Partial<OperationRules> = {}) =>
  refusalOf(contract.operations[id]!, { ...NONE, ...rules }) !== undefined;

Deno.test("the guarded operations exist, and every new one that smells of credentials has been looked at", () => {
  assert.deepEqual(GUARDED.filter((id) => contract.operations[id] === undefined), []);
  const suspicious = Object.keys(contract.operations).filter((id) =>
    /Secret|Password|SocialAuth|[eE]nroll(Factor|Pre)|Tac[A-Z]|Seed$|Pin$|ChildOrg|Jwk$/.test(id) &&
    !GUARDED.includes(id)
  );
  // Harmless: they end or toggle a secret, mail a link, or read who is enrolled.
  assert.deepEqual(suspicious.sort(), [
    "activateApiServiceIntegrationInstanceSecret",
    "activateOAuth2ClientSecret",
    "deactivateApiServiceIntegrationInstanceSecret",
    "deactivateOAuth2ClientSecret",
    "deleteApiServiceIntegrationInstanceSecret",
    "deleteOAuth2ClientSecret",
    "expirePassword",
    "getJwk",
    "listJwk",
    "resendEnrollFactor",
    "unenrollFactor",
  ]);
});

Deno.test("most of the API is open by default, credentials and other hosts are not", () => {
  const open = Object.keys(contract.operations).filter((id) => !refused(id));
  assert(open.length > 700, `${open.length}`);
  assert(refused("createOAuth2ClientSecret") && refused("listSocialAuthTokens") && refused("getDRStatus"));
});

Deno.test("the rule that names an operation most closely counts; between equals a denial wins", () => {
  assert(refused("listGroups", { deny: ["*"] }));
  assert(!refused("listGroups", { deny: ["*"], allow: ["okta.groups.read"] }));
  assert(refused("listGroups", { deny: ["tag:Group"], allow: ["okta.groups.read"] }));
  assert(!refused("listGroups", { deny: ["tag:Group"], allow: ["listGroups"] }));
  assert(refused("listGroups", { deny: ["listGroups"], allow: ["listGroups"] }));
  assert(refused("createOAuth2ClientSecret", { allow: ["*"] }), "a star is not meant for credentials");
  assert(!refused("createOAuth2ClientSecret", { allow: ["okta.apps.manage"] }));
  assert(!refused("createOAuth2ClientSecret", { allow: ["createOAuth2ClientSecret"] }));
  assert(refused("startOrgFailover", { allow: ["startOrgFailover"] }), "no rule sends credentials to another host");
});

Deno.test("a rule that names nothing is found", () => {
  assert.deepEqual(
    unknownRules(contract, {
      allow: ["listGroups", "tag:Group", "okta.groups.read", "*"],
      deny: ["listgroups", "Group", "tag:Groups"],
    }),
    ["listgroups", "Group", "tag:Groups"],
  );
});

Deno.test("what is refused is no part of the contract that previews read by", () => {
  const { operations } = permitted(contract, { ...NONE, deny: ["getGroup"] });
  assert.equal(operations.getGroup, undefined);
  assert.equal(operations.getOAuth2ClientSecret, undefined);
  assert(operations.listGroups);
});

Deno.test("secrets among the arguments are refused unless the operator allows the operation", () => {
  const updateUser = contract.operations.updateUser!;
  const args = {
    parameters: { id: "1" },
    body: { profile: { mobilePhone: "+14155550117" }, credentials: { password: { value: "x" } } },
  };
  assert.match(refusalOfArguments(updateUser, args, NONE) ?? "", /body\.credentials\.password\.value/);
  assert.equal(refusalOfArguments(updateUser, args, { ...NONE, allow: ["updateUser"] }), undefined);
  const phone = { parameters: { id: "1" }, body: { profile: { mobilePhone: "+14155550117" } } };
  assert.equal(refusalOfArguments(updateUser, phone, NONE), undefined);
  const reset = contract.operations.resetPassword!;
  for (const sendEmail of [undefined, false, "false", 1]) {
    assert.match(refusalOfArguments(reset, { parameters: { id: "1", sendEmail } }, NONE) ?? "", /sendEmail=true/);
  }
  for (const sendEmail of [true, "true"]) {
    assert.equal(refusalOfArguments(reset, { parameters: { id: "1", sendEmail } }, NONE), undefined);
  }
  const allowed = { ...NONE, allow: ["resetPassword"] };
  assert.match(refusalOfArguments(reset, { parameters: { id: "1" } }, allowed) ?? "", /OKTA_FILES/);
  assert.equal(refusalOfArguments(reset, { parameters: { id: "1" } }, { ...allowed, files: "/tmp" }), undefined);
});

Deno.test("a copy without secrets keeps everything else, phone numbers too", () => {
  const value = { a: [{ client_secret: "s3cret", name: "n" }], mobilePhone: "+14155550117", n: 1, none: null };
  assert.deepEqual(withoutSecrets(value, "M"), {
    a: [{ client_secret: "M", name: "n" }],
    mobilePhone: "+14155550117",
    n: 1,
    none: null,
  });
  assert.equal(secretIn(value, "body"), "body.a[0].client_secret");
  assert.equal(secretIn({ name: "n" }, "body"), undefined);
});
