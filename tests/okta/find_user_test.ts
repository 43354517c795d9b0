import assert from "node:assert/strict";
import fc from "fast-check";
import { findManager } from "../../src/okta/find_manager.ts";
import { findUser } from "../../src/okta/find_user.ts";
import { AmbiguousError, NotFoundError } from "../../src/okta/lookup.ts";
import { getUser } from "../../src/okta/users.ts";
import { demoOrg } from "./demo_org.ts";
import { fakeOkta, freely, refusal } from "./fake_okta.ts";
import { anyText } from "./any_text.ts";
import { UserError } from "../../src/user_error.ts";

Deno.test("a person is found by whatever names them", async () => {
  await using org = await demoOrg();
  const jane = org.user("jane.moreno");
  const refs = [
    jane.id,
    "jane.moreno@harbor.example",
    "Jane.Moreno@Harbor.Example",
    "jane.moreno",
    "Jane Moreno",
    " moreno,  JANE ",
    "Moreno",
  ];
  for (const ref of refs) {
    const found = await findUser(org.okta, ref);
    assert.deepEqual([found.id, found.status], [jane.id, "LOCKED_OUT"], ref);
    assert(found.etag, `${ref}: not read by id or login`);
  }
});

Deno.test("accents and curly apostrophes need not be typed", async () => {
  await using org = await demoOrg();
  for (const ref of ["Zoë O'Brien", "Zoë O’Brien", "zoe o'brien"]) {
    assert.equal((await findUser(org.okta, ref)).name, "Zoë O'Brien", ref);
  }
});

Deno.test("`me` is the account whose token it is", async () => {
  await using org = await demoOrg();
  assert.equal((await findUser(org.okta, "me")).id, org.sandbox.state.tokenOwnerId);
});

Deno.test("somebody who has left is found, too", async () => {
  await using org = await demoOrg();
  assert.equal((await findUser(org.okta, "Helen Park")).status, "DEPROVISIONED");
});

Deno.test("a name that two people share is never decided", async () => {
  await using org = await demoOrg();
  await assert.rejects(findUser(org.okta, "Alex Kim"), (error: Error) => {
    assert(error instanceof AmbiguousError);
    assert.equal(error.candidates.length, 2);
    assert.deepEqual(error.candidates.map(({ name }) => name), ["Alex Kim", "Alex Kim"]);
    for (const { id, login } of error.candidates) assert(error.message.includes(id) && error.message.includes(login!));
    return true;
  });
  assert.equal((await findUser(org.okta, "alex.kim")).login, "alex.kim@harbor.example");
});

Deno.test("an unknown name is answered with the nearest", async () => {
  await using org = await demoOrg();
  for (const ref of ["Jnae Moreno", "jane.morena@harbor.example", "Maria Lop"]) {
    await assert.rejects(findUser(org.okta, ref), (error: Error) => {
      assert(error instanceof NotFoundError);
      assert.match(error.nearest[0]?.name ?? "", ref === "Maria Lop" ? /^Maria Lope[sz]$/ : /^Jane Moreno$/);
      return true;
    });
  }
  await assert.rejects(
    findUser(org.okta, "Nobody Atall"),
    /No user matches "Nobody Atall"\. Give the login, the e-mail address, or first and last name/,
  );
  await assert.rejects(findUser(org.okta, "00u0000000000000zzzz"), NotFoundError);
  await assert.rejects(findUser(org.okta, "  "), UserError);
});

Deno.test("a login with a slash, or of dots, is looked for and never put into the path", async () => {
  await using org = await demoOrg();
  const jane = org.user("jane.moreno");
  jane.profile.login = "retail/jane.moreno@harbor.example";
  assert.equal((await findUser(org.okta, jane.profile.login)).id, jane.id);
  assert(org.sent().every((request) => !request.startsWith("GET /api/v1/users/retail")));
  for (const ref of [".", "..", "../apps", "..\\apps"]) await assert.rejects(findUser(org.okta, ref), NotFoundError);
  assert(org.sent().every((request) => request.startsWith("GET /api/v1/users?")));
});

Deno.test("no name can change what is searched for", async () => {
  await using org = await demoOrg();
  const nasty = fc.oneof(
    fc.string({ maxLength: 30 }),
    anyText,
    fc.constantFrom(
      "\ud800",
      "\udfff jane",
      '" or id pr or profile.login eq "',
      'x" or status eq "ACTIVE',
      "a\\",
      'a\\" or id pr',
      "%2e%2e",
      "x?q=1",
      "#",
    ),
  );
  const names = new Set([...org.sandbox.state.users.values()].map(({ id }) => id));
  await fc.assert(
    fc.asyncProperty(nasty, async (ref) => {
      try {
        const { id, login, name } = await findUser(org.okta, ref);
        assert(names.has(id));
        const plain = (value: string) => value.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
        assert(plain(`${login} ${name}`).includes(plain(ref.trim())) || ref.trim().toLowerCase() === "me");
      } catch (error) {
        assert(error instanceof UserError, `${ref}: ${error}`);
      }
    }),
    { numRuns: 60 },
  );
});

Deno.test("whoever the search finds is read again, and must still fit", async () => {
  const stale = {
    id: "00u1aaaaaaaaaaaaaaaa",
    status: "ACTIVE",
    profile: { login: "a@x.example", firstName: "Ann", lastName: "Lee" },
  };
  const answers: Record<string, Response> = {
    [`/api/v1/users/${stale.id}`]: Response.json({ ...stale, profile: { ...stale.profile, lastName: "Stone" } }),
  };
  await using server = fakeOkta((request) =>
    answers[new URL(request.url).pathname] ??
      (request.url.includes("search=") ? Response.json([stale]) : refusal(404, "E0000007"))
  );
  const okta = server.connection.forCall(freely());
  await assert.rejects(findUser(okta, "Ann Lee"), (error: Error) => {
    assert(error instanceof NotFoundError);
    assert.deepEqual(error.nearest.map(({ name }) => name), ["Ann Stone"]);
    return true;
  });
});

Deno.test("a refusal by Okta is no missing person", async () => {
  await using server = fakeOkta(() => refusal(403, "E0000006"));
  await assert.rejects(findUser(server.connection.forCall(freely()), "jane"), { name: "OktaError", code: "E0000006" });
});

Deno.test("a manager is found by what the profile holds", async () => {
  await using org = await demoOrg();
  const jane = org.user("jane.moreno");
  const manager = async (profile: Record<string, unknown>) => {
    Object.assign(jane.profile, profile);
    return await findManager(org.okta, await getUser(org.okta, jane.id));
  };
  const omar = org.user("omar.haddad");
  assert.equal((await manager({ managerId: omar.id, manager: "Somebody Else" }))?.user?.id, omar.id);
  assert.equal((await manager({ managerId: "E-1042", manager: "Haddad, Omar" }))?.user?.id, omar.id);
  assert.deepEqual(await manager({ managerId: null, manager: "Alex Kim" }), { stated: "Alex Kim", user: null });
  assert.equal(await manager({ managerId: " ", manager: null }), null);
});
