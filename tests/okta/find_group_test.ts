import assert from "node:assert/strict";
import { findGroup } from "../../src/okta/find_group.ts";
import { AmbiguousError, NotFoundError } from "../../src/okta/lookup.ts";
import { demoOrg } from "./demo_org.ts";
import { UserError } from "../../src/user_error.ts";

Deno.test("a group is found by id or name, the name itself before longer ones", async () => {
  await using org = await demoOrg();
  const sales = org.group("Sales");
  for (const ref of [sales.id, "Sales", " sales "]) assert.equal((await findGroup(org.okta, ref)).id, sales.id, ref);
  assert.equal((await findGroup(org.okta, "Salesf")).name, "Salesforce Users");
});

Deno.test("several groups are listed, with their types", async () => {
  await using org = await demoOrg();
  await assert.rejects(findGroup(org.okta, "sale"), (error: Error) => {
    assert(error instanceof AmbiguousError);
    assert.deepEqual(error.candidates.map(({ name }) => name).sort(), ["Sales", "Salesforce Users"]);
    assert.match(error.message, /"Sales" \(OKTA_GROUP, id 00g/);
    return true;
  });
});

Deno.test("an unknown group is answered with the nearest", async () => {
  await using org = await demoOrg();
  await assert.rejects(findGroup(org.okta, "the marketing people"), /\n- "Marketing" \(/);
  await assert.rejects(findGroup(org.okta, "-"), /Give the name, the beginning of it/);
  await assert.rejects(findGroup(org.okta, "00g0000000000000zzzz"), NotFoundError);
  await assert.rejects(findGroup(org.okta, ""), UserError);
  await assert.rejects(findGroup(org.okta, "\ud800"), NotFoundError);
  assert.equal(
    await findGroup(org.okta, 'Sales" or id pr or profile.name eq "').catch((error) => error.name),
    "NotFoundError",
  );
});
