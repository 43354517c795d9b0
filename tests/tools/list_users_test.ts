import assert from "node:assert/strict";
import { startOrg } from "./harness.ts";

type Row = { id: string; name: string; login: string; status: string; [field: string]: unknown };

Deno.test("people in a status, with the default fields", async () => {
  await using org = await startOrg();

  const { text, data } = await org.call("list_users", { status: "LOCKED_OUT" });

  assert.match(text, /^2 users matching status "LOCKED_OUT"\.\nname,login,status,title,department,lastLogin,id\n/);
  assert.match(
    text,
    /\n"Jane Moreno",jane\.moreno@harbor\.example,LOCKED_OUT,"Marketing Manager",Marketing,2026-07-15 10:36 UTC,00u/,
  );
  const jane = org.user("jane.moreno");
  const rows = data.users as Row[];
  assert.deepEqual(rows.find(({ id }) => id === jane.id), {
    id: jane.id,
    name: "Jane Moreno",
    login: "jane.moreno@harbor.example",
    status: "LOCKED_OUT",
    title: "Marketing Manager",
    department: "Marketing",
    lastLogin: jane.lastLogin,
  });
  assert.equal("next_cursor" in data, false);
});

Deno.test("q finds what a name begins with, all its words", async () => {
  await using org = await startOrg();
  const { data } = await org.call("list_users", { q: "mar lop" });
  assert.deepEqual((data.users as Row[]).map(({ name }) => name).sort(), ["Maria Lopes", "Maria Lopez"]);
});

Deno.test("search takes a condition of the caller's own, beside the others", async () => {
  await using org = await startOrg();
  const search = 'profile.department eq "Engineering" and profile.city eq "Boston"';
  const { text, data } = await org.call("list_users", { search, status: "ACTIVE", fields: ["city"] });
  assert.equal((data.users as Row[]).every(({ status, city }) => status === "ACTIVE" && city === "Boston"), true);
  assert.match(
    text,
    /^1 user matching search "profile\.department eq 'Engineering' and .*", status "ACTIVE"\.\nname,login,status,city,id\n/,
  );
});

Deno.test("a field that nobody has is told, not silently empty", async () => {
  await using org = await startOrg();
  const { text, data } = await org.call("list_users", { q: "jane", fields: ["costCentre", "passwordChanged", "name"] });
  assert.match(text, /\nNone of them has "costCentre"\.$/);
  assert.deepEqual(Object.keys((data.users as Row[])[0]!), ["id", "name", "login", "status", "passwordChanged"]);
});

Deno.test("the cursor goes through everybody once, DEPROVISIONED ones left out and said so", async () => {
  await using org = await startOrg();
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const { text, data } = await org.call("list_users", { limit: 17, ...cursor && { cursor } });
    const rows = data.users as Row[];
    seen.push(...rows.map(({ id }) => id));
    cursor = data.next_cursor as string | undefined;
    assert.match(text, cursor ? /^17 users \(more follow\) \(DEPROVISIONED/ : /^9 users \(DEPROVISIONED/);
    assert.equal(text.includes(`cursor=${cursor}`), cursor !== undefined);
  } while (cursor !== undefined);
  const expected = [...org.sandbox.state.users.values()].filter(({ status }) => status !== "DEPROVISIONED");
  assert.deepEqual(seen.toSorted(), expected.map(({ id }) => id).toSorted());
});

Deno.test("a cursor of another question is refused", async () => {
  await using org = await startOrg();
  const { data } = await org.call("list_users", { status: "ACTIVE", limit: 5 });
  const refusal = await org.refused("list_users", { status: "STAGED", cursor: data.next_cursor });
  assert.match(refusal, /Cannot use this cursor.*another search/);
});

Deno.test("count_only counts by status over all pages", async () => {
  await using org = await startOrg();
  const model = org.user("aisha.bello");
  for (let i = 0; i < 450; i++) {
    const id = `00uBulk${String(i).padStart(13, "0")}`;
    const profile = { ...model.profile, login: `bulk${i}@harbor.example`, department: "Bulk" };
    org.sandbox.state.users.set(id, { ...model, id, profile, status: i % 3 === 0 ? "SUSPENDED" : "ACTIVE" });
  }

  const { text, data } = await org.call("list_users", { count_only: true, search: 'profile.department eq "Bulk"' });

  assert.deepEqual(data, { count: 450, by_status: { ACTIVE: 300, SUSPENDED: 150 } });
  assert.match(text, /^450 users matching search .*\nACTIVE: 300\nSUSPENDED: 150$/);
  assert.equal(org.sandbox.requests.length, 3);
});

Deno.test("who has not signed in for long is found, those who never did among them, on whatever page", async () => {
  await using org = await startOrg();
  const model = org.user("aisha.bello");
  for (let i = 0; i < 450; i++) {
    const id = `00uBulk${String(i).padStart(13, "0")}`;
    const profile = { ...model.profile, login: `bulk${i}@harbor.example`, department: "Bulk" };
    const lastLogin = i === 3 ? null : i % 100 === 7 ? "2026-02-01T08:00:00.000Z" : model.lastLogin;
    org.sandbox.state.users.set(id, { ...model, id, profile, lastLogin });
  }
  const args = { search: 'profile.department eq "Bulk"', no_login_since: "2026-03-01" };

  const { text, data } = await org.call("list_users", { ...args, limit: 4 });
  const rest = await org.call("list_users", { ...args, limit: 4, cursor: data.next_cursor });
  const found = [...data.users as Row[], ...rest.data.users as Row[]].map(({ login }) => login.split("@")[0]);
  assert.deepEqual(found, ["bulk3", "bulk7", "bulk107", "bulk207", "bulk307", "bulk407"]);
  assert.match(text, /^4 users \(more follow\) matching search .* with no sign-in since 2026-03-01 00:00 UTC\.\n/);
  assert.equal("next_cursor" in rest.data, false);

  const counted = await org.call("list_users", { ...args, count_only: true });
  assert.deepEqual(counted.data, { count: 6, by_status: { ACTIVE: 6 } });
  assert.match(await org.refused("list_users", { no_login_since: "long ago" }), /Cannot read "long ago" as a time/);
});

Deno.test("nobody found: what was asked, and what to try", async () => {
  await using org = await startOrg();
  const { text, data } = await org.call("list_users", { q: "zzz" });
  assert.equal(
    text,
    'No users matching q "zzz".\nTry fewer letters: q finds only what a name, e-mail or login begins with.',
  );
  assert.deepEqual(data, { users: [] });
  const other = await org.call("list_users", { search: 'profile.department eq "sales "' });
  assert.match(other.text, /^No users matching search .*\nCheck the attribute's name/);
});

Deno.test("a malformed expression is refused before anything is sent", async () => {
  await using org = await startOrg();
  const refusal = await org.refused("list_users", { search: '(profile.department eq "Sales"' });
  assert.match(refusal, /parentheses do not balance/);
  assert.deepEqual(org.sandbox.requests, []);
});

Deno.test("a wrong argument is named with what would be right", async () => {
  await using org = await startOrg();
  assert.match(await org.refused("list_users", { limit: 500 }), /limit: .*200/);
  assert.match(await org.refused("list_users", { status: "LOCKED" }), /status: .*LOCKED_OUT/);
  assert.match(
    await org.refused("list_users", { name: "jane" }),
    /"name": no such argument\. list_users takes: q, search/,
  );
});

Deno.test("a list over the size budget is cut at a whole person, and the cursor goes on exactly there", async () => {
  await using org = await startOrg();
  for (const user of org.sandbox.state.users.values()) user.profile.title = "Coordinator ".repeat(40);
  const fields = ["title", "displayName", "organization", "city", "timezone", "department", "employeeNumber"];

  const first = await org.call("list_users", { limit: 200, fields });
  const rows = first.data.users as Row[];
  assert.equal(rows.length < 60, true);
  assert.equal(first.text.includes(rows.at(-1)!.id), true);
  const second = await org.call("list_users", { limit: 200, fields, cursor: first.data.next_cursor });

  const ids = [...rows, ...second.data.users as Row[]].map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  assert.equal(ids.length, 60);
});
