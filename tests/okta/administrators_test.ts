import assert from "node:assert/strict";
import { hasOtherSuperAdmin, isSuperAdmin } from "../../src/okta/administrators.ts";
import { getUser } from "../../src/okta/users.ts";
import { demoOrg } from "./demo_org.ts";

Deno.test("another super administrator counts only if active, whether the role is their own or a group's", async () => {
  await using org = await demoOrg();
  const marcus = await getUser(org.okta, "marcus.webb@harbor.example");
  const renata = org.user("renata.silva");
  assert.equal(await hasOtherSuperAdmin(org.okta, marcus), true);
  renata.status = "SUSPENDED";
  assert.equal(await hasOtherSuperAdmin(org.okta, marcus), false);
  org.group("IT").roles = org.user("marcus.webb").roles;
  assert.equal(await hasOtherSuperAdmin(org.okta, marcus), true);
});

Deno.test("only the role itself makes a super administrator", () => {
  assert.equal(isSuperAdmin([{ type: "ORG_ADMIN" }]), false);
  assert.equal(isSuperAdmin([{ type: "ORG_ADMIN" }, { type: "SUPER_ADMIN" }]), true);
});
