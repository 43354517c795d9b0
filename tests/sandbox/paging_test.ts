import assert from "node:assert/strict";
import fc from "fast-check";
import { decodeCursor, encodeCursor } from "../../src/sandbox/paging.ts";
import { assertError, ids, link, startOrg } from "./harness.ts";
import { ID } from "./small_org.ts";

Deno.test("a cursor gives back what it was made of, to its own path only", () => {
  const part = fc.stringMatching(/^[\w.:-]*$/);
  fc.assert(fc.property(fc.array(part, { minLength: 1 }), (parts) => {
    const cursor = encodeCursor("/a", parts);
    assert.deepEqual(decodeCursor("/a", cursor), parts);
    assert.equal(decodeCursor("/b", cursor), undefined);
    assert.match(cursor, /^[\w-]+$/);
  }));
});

Deno.test("made-up cursors are known for what they are", () => {
  fc.assert(fc.property(fc.string(), (cursor) => assert.equal(decodeCursor("/a", cursor), undefined)));
});

Deno.test("following next gives every item once, in several Link headers", async () => {
  await using org = await startOrg();
  const whole = ids(await org.get("/api/v1/users"));
  const seen: string[] = [];
  let next: string | undefined = "/api/v1/users?limit=3";
  while (next !== undefined) {
    const page = await org.get(next);
    assert(link(page, "self")!.includes("limit=3"));
    seen.push(...ids(page));
    next = link(page, "next");
  }
  assert.equal(seen.length, 8);
  assert.deepEqual(seen, whole);
});

Deno.test("each Link comes in a header of its own", async () => {
  await using org = await startOrg();
  const { hostname, port } = new URL(org.sandbox.url);
  using connection = await Deno.connect({ hostname, port: Number(port) });
  const lines = [
    "GET /api/v1/users?limit=1 HTTP/1.1",
    "host: small.example",
    `authorization: SSWS ${org.sandbox.token}`,
    "connection: close",
  ];
  await connection.write(new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`));
  const answer = await new Response(connection.readable).text();
  assert.equal([...answer.matchAll(/^link: <http:\/\/small\.example[^>]*>; rel="(self|next)"\r$/gm)].length, 2);
});

Deno.test("a page goes on after an item that has gone since", async () => {
  await using org = await startOrg();
  const first = await org.get("/api/v1/users?limit=2");
  org.sandbox.state.users.delete(ID.ADA);
  assert.deepEqual(ids(await org.get(link(first, "next")!)), [ID.BOB, ID.CLEO]);
});

Deno.test("a limit above the maximum is cut, one that is none is refused", async () => {
  await using org = await startOrg();
  assert(link(await org.get("/api/v1/users?limit=999"), "self")!.includes("limit=200"));
  assertError(await org.get("/api/v1/users?limit=0"), 400, "E0000001");
  assertError(await org.get("/api/v1/users?limit=-1"), 400, "E0000001");
});

Deno.test("a bad cursor is refused with the code of its list", async () => {
  await using org = await startOrg();
  const refused = await org.get("/api/v1/apps?after=00u1testcursorvalue&limit=1");
  assertError(refused, 400, "E0000029");
  assert.deepEqual(refused.body.errorCauses, [{ errorSummary: "Invalid cursor." }]);
  assertError(await org.get("/api/v1/users?search=status%20pr&after=x"), 400, "E0000031");
  assertError(await org.get("/api/v1/logs?after=x"), 400, "E0000031");
});
