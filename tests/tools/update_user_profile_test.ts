import assert from "node:assert/strict";
import { startOrg } from "./harness.ts";
import { changesOf, itemOf, sentBy, stepsOf, warningsOf } from "./writes.ts";

Deno.test("only the given attributes are sent, guarded by the version that was read; the answer is what is stored", async () => {
  await using org = await startOrg();
  const aisha = org.user("aisha.bello");

  const reply = await org.call("update_user_profile", {
    user: "Aisha Bello",
    profile: { title: "Lead Buyer", nickName: "Ash", mobilePhone: null, department: "Retail" },
  });

  assert.deepEqual(changesOf(reply).filter((line) => !line.startsWith("mobilePhone")), [
    'nickName: null → "Ash"',
    'title: "Store Operations Manager" → "Lead Buyer"',
  ]);
  assert.match(
    reply.asked ?? "",
    /^Change mobilePhone, nickName, title of "Aisha Bello" \(aisha\.bello@harbor\.example, ACTIVE\)\n/,
  );
  assert.match(reply.text, /- title: "Store Operations Manager" → "Lead Buyer"\n/);
  assert.match(reply.text, /undo_change/);
  const posts = org.sandbox.requests.filter(({ method }) => method === "POST");
  assert.deepEqual(posts.map(({ body }) => body), [{
    profile: { title: "Lead Buyer", nickName: "Ash", mobilePhone: null, department: "Retail" },
  }]);
  assert.equal(aisha.profile.title, "Lead Buyer");
  assert.equal(aisha.profile.mobilePhone, undefined);
});

Deno.test("a change behind our back between plan and act is refused by its version", async () => {
  await using org = await startOrg();
  const { plan, act } = stepsOf(org, "update_user_profile");
  const planned = await plan({ user: "aisha.bello", profile: { title: "Lead Buyer" } });
  org.user("aisha.bello").profile.title = "Somebody else was here";
  await assert.rejects(act(planned), /E0000231/);
  assert.equal(org.user("aisha.bello").profile.title, "Somebody else was here");
});

Deno.test("what Okta would not take is refused before asking, all of it at once, with the way out", async () => {
  await using org = await startOrg();
  const refused = (profile: Record<string, unknown>, user = "aisha.bello") =>
    org.refused("update_user_profile", { user, profile });

  const error = await refused({ titel: "x", firstName: null, city: 12, login: "abc" });
  assert.match(error, /^Cannot change the profile of "Aisha Bello" \(aisha\.bello@harbor\.example, ACTIVE\)\.\n/);
  assert.match(error, /- "titel": .*the nearest: title\./);
  assert.match(error, /- "firstName": it is required and cannot be cleared\./);
  assert.match(error, /- "city": it must be of type string\./);
  assert.match(error, /- "login": it must have at least 5 characters\./);
  assert.match(await refused({ mobilePhone: "+1*****0142" }), /- "mobilePhone": this value is masked/);

  assert.match(
    await refused({ title: "x" }, "pete.hollis"),
    /it comes from Active Directory \("corp\.harbor\.example"\)/,
  );
  assert.match(await refused({ title: "Store Operations Manager" }), /^Nothing to change: .*these values already/);
  assert.match(await refused({}), /^Nothing to change/);
  assert.match(
    await refused({ title: "x" }, "helen.park"),
    /Next: change_user_status user=helen\.park@harbor\.example action=activate/,
  );
  assert.deepEqual(sentBy(org), []);
});

Deno.test("attributes of an HR system that is the person's profile source are its own", async () => {
  await using org = await startOrg();
  const workday = org.app("Workday");
  workday.features = [...workday.features, "PROFILE_MASTERING"];
  assert.match(
    await org.refused("update_user_profile", { user: "hannah.weiss", profile: { title: "x" } }),
    /"title": it comes from "Workday": change it there/,
  );
  await org.call("update_user_profile", { user: "aisha.bello", profile: { title: "has no Workday" } });
});

Deno.test("a new login, address or department comes with what it does; group rules tell what they made of it", async () => {
  await using org = await startOrg();
  const reply = await org.call("update_user_profile", {
    user: "omar.haddad",
    profile: { login: "omar@harbor.example", email: "omar@harbor.example", department: "Marketing" },
  });
  const warnings = warningsOf(reply);
  assert.match(warnings[0]!, /signs in as "omar@harbor\.example" from then on/);
  assert.match(warnings[1]!, /Password resets.*go to the new address/);
  assert.equal(
    warnings[2],
    "Group rules may move the person between groups, and so give or take apps: " +
      '"Marketing by department" and "Sales by department", 4 more that read what changes.',
  );
  assert.deepEqual(itemOf(reply).notes, ['By group rules now in group "Marketing", no longer in "Sales".']);
});

Deno.test("an administrator's account and our own are named as such", async () => {
  await using org = await startOrg();
  const admin = await org.call("update_user_profile", { user: "marcus.webb", profile: { nickName: "M" } });
  assert.match(
    warningsOf(admin).join(),
    /^An administrator: "Organizational Administrator" and "Super Administrator"\./,
  );
  const self = await org.call("update_user_profile", { user: "me", profile: { nickName: "bot" } });
  assert.match(warningsOf(self).join(), /^This is the account that this server itself works with\./);
});

Deno.test("without sight of the schema Okta's own refusal comes through", async () => {
  await using org = await startOrg();
  org.sandbox.failNext({
    method: "GET",
    path: "/api/v1/meta/schemas/user/",
    status: 403,
    errorCode: "E0000006",
    times: 9,
  });
  assert.match(
    await org.refused("update_user_profile", { user: "aisha.bello", profile: { titel: "x" } }),
    /E0000001.*titel/,
  );
});
