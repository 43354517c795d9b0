import assert from "node:assert/strict";
import { binding, pathOf } from "../../../src/okta/auth/binding.ts";
import { knownScopes, recallScopes, rememberScopes } from "../../../src/okta/auth/granted_scopes.ts";

const ORG = new URL("https://acme.okta.com");
const CREDENTIAL = { kind: "device", clientId: "0oa1", scopes: ["okta.users.read", "okta.logs.read"] } as const;
const bound = binding(ORG, CREDENTIAL);

async function inFolder(test: (folder: string) => Promise<void>) {
  const folder = await Deno.makeTempDir();
  try {
    await test(`${folder}/new/deeper`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("what was granted is known at the next start; before, what will be asked for", () =>
  inFolder(async (folder) => {
    assert.deepEqual(await knownScopes(ORG, CREDENTIAL, folder), CREDENTIAL.scopes);
    await rememberScopes(bound, folder, ["okta.users.read"]);
    assert.deepEqual(await knownScopes(ORG, CREDENTIAL, folder), ["okta.users.read"]);
    await rememberScopes(bound, folder, ["okta.users.read", "okta.logs.read"]);
    assert.deepEqual(await recallScopes(bound, folder), ["okta.logs.read", "okta.users.read"]);
  }));

Deno.test("a grant is for one org, one client and one set of scopes, in whatever order", () =>
  inFolder(async (folder) => {
    await rememberScopes(bound, folder, ["okta.users.read"]);
    const reordered = binding(ORG, { ...CREDENTIAL, scopes: ["okta.logs.read", "okta.users.read", "okta.logs.read"] });
    assert.deepEqual(await recallScopes(reordered, folder), ["okta.users.read"]);
    for (
      const other of [
        binding(new URL("https://acme.oktapreview.com"), CREDENTIAL),
        binding(ORG, { ...CREDENTIAL, clientId: "0oa2" }),
        binding(ORG, { ...CREDENTIAL, scopes: ["okta.users.read"] }),
      ]
    ) {
      assert.equal(await recallScopes(other, folder), undefined);
      await Deno.copyFile(await pathOf(bound, folder, "scopes"), await pathOf(other, folder, "scopes"));
      assert.equal(await recallScopes(other, folder), undefined, "a file that was moved is not believed");
    }
  }));

Deno.test("a file that is damaged counts as none", () =>
  inFolder(async (folder) => {
    await rememberScopes(bound, folder, ["okta.users.read"]);
    const path = await pathOf(bound, folder, "scopes");
    for (const text of ["", "{", "null", "[]", '{"granted": 1}']) {
      await Deno.writeTextFile(path, text);
      assert.equal(await recallScopes(bound, folder), undefined, text);
    }
  }));
