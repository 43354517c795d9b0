import assert from "node:assert/strict";
import fc from "fast-check";
import { all, slice } from "../../src/okta/list.ts";
import { number } from "../../src/okta/read.ts";
import { fakeOkta, freely } from "./fake_okta.ts";
import { UserError } from "../../src/user_error.ts";

/** A list of the numbers below `total`, on pages of at most `most`, some of them empty. */
function numbers(total: number, most: number) {
  return fakeOkta((request) => {
    const url = new URL(request.url);
    const after = Number(url.searchParams.get("after") ?? 0);
    const size = after % 7 === 5 ? 0 : Math.min(Number(url.searchParams.get("limit") ?? most), most);
    const items = Array.from({ length: Math.min(size, total - after) }, (_, i) => after + i);
    // An empty page still leads on.
    url.searchParams.set("after", `${after + (items.length || 1)}`);
    const headers = after + items.length < total ? { link: `<${url.href}>; rel="next"` } : undefined;
    return Response.json(items.filter((item) => item % 7 !== 5), headers && { headers });
  });
}

/** Of the numbers above, those that any page shows. */
const shown = (total: number) => Array.from({ length: total }, (_, i) => i).filter((item) => item % 7 !== 5);

Deno.test("slices follow one another without a gap or a repeat, wherever each is cut", async () => {
  const cuts = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 1, max: 12 }),
      cuts,
      async (total, most, cuts) => {
        await using server = numbers(total, most);
        // In virtual time, so that a budget of hours for Okta's rate limit costs nothing.
        const okta = server.connection.forCall(freely(100_000));
        const got: number[] = [];
        let cursor: string | undefined;
        for (let i = 0; i === 0 || cursor !== undefined; i++) {
          const [limit, keep] = cuts[i % cuts.length]!;
          const params = { query: { limit: Math.min(limit, most) } };
          const read = (item: unknown) => Number(item) % 3 === 0 ? undefined : Number(item);
          const part = await slice(okta, "/api/v1/apps", params, { limit, ...(cursor && { cursor }) }, read);
          assert(part.items.length <= limit);
          if (cursor !== undefined && part.items.length > 0) assert.equal(part.cursorAfter(0), cursor);
          got.push(...part.items.slice(0, keep));
          cursor = part.cursorAfter(Math.min(keep, part.items.length));
        }
        assert.deepEqual(got, shown(total).filter((item) => item % 3 !== 0));
      },
    ),
    { numRuns: 40 },
  );
});

Deno.test("no page is asked for beyond the limit", async () => {
  await using server = numbers(100, 10);
  const part = await slice(
    server.connection.forCall(freely()),
    "/api/v1/apps",
    { query: { limit: 4 } },
    { limit: 4 },
    number,
  );
  assert.deepEqual(part.items, [0, 1, 2, 3]);
  assert.deepEqual(server.requests.map(({ path }) => path), ["/api/v1/apps?limit=4"]);
});

Deno.test("pages that leave much out are read ahead, one more than needed at the most", async () => {
  await using server = numbers(100, 10);
  const params = { query: { limit: 10 } };
  const even = (item: unknown) => Number(item) % 2 === 0 ? Number(item) : undefined;
  const part = await slice(server.connection.forCall(freely()), "/api/v1/apps", params, { limit: 17 }, even);
  assert.deepEqual(part.items, shown(40).filter((item) => item % 2 === 0).slice(0, 17));
  const paths = [0, 10, 20, 30].map((after) => `/api/v1/apps?limit=10${after === 0 ? "" : `&after=${after}`}`);
  assert.deepEqual(server.requests.map(({ path }) => path), paths);
});

Deno.test("a whole list is read to its end", async () => {
  await using server = numbers(23, 10);
  assert.deepEqual(await all(server.connection.forCall(freely()), "/api/v1/apps", {}, number), shown(23));
});

Deno.test("a cursor of another list is refused before anything is sent", async () => {
  await using server = numbers(23, 10);
  const okta = server.connection.forCall(freely());
  const first = await slice(okta, "/api/v1/apps", { query: { q: "a" } }, { limit: 1 }, number);
  const cursor = first.cursorAfter()!;
  const sent = server.requests.length;
  await assert.rejects(slice(okta, "/api/v1/apps", { query: { q: "b" } }, { limit: 1, cursor }, number), UserError);
  await assert.rejects(slice(okta, "/api/v1/groups", { query: { q: "a" } }, { limit: 1, cursor }, number), UserError);
  assert.equal(server.requests.length, sent);
});

Deno.test("what fills a path stays in its segment", async () => {
  await using server = numbers(0, 10);
  const okta = server.connection.forCall(freely());
  await slice(okta, "/api/v1/groups/{groupId}/users", { path: { groupId: "a/../b?c#d" } }, { limit: 1 }, number);
  assert.equal(server.requests[0]?.path, "/api/v1/groups/a%2F..%2Fb%3Fc%23d/users");
});
