import assert from "node:assert/strict";
import fc from "fast-check";
import { OktaError } from "../../src/okta/errors.ts";
import { nextLink, pageAt, pages } from "../../src/okta/pages.ts";
import { failureOf, fakeOkta, freely } from "./fake_okta.ts";

const orgUrl = new URL("https://acme.okta.com");
const linked = (...links: string[]) => {
  const headers = new Headers();
  for (const link of links) headers.append("link", link);
  return headers;
};

Deno.test("every page of a list comes, over the address that Okta names", async () => {
  await using okta = fakeOkta((request) => {
    const url = new URL(request.url);
    const after = Number(url.searchParams.get("after") ?? 0);
    const headers = linked(`<${url}>; rel="self"`);
    if (after < 4) {
      headers.append("link", `<${url.origin}${url.pathname}?after=${after + 2}&limit=2&x=a%2Cb>; rel="next"`);
    }
    return Response.json([{ id: `00u${after}` }, { id: `00u${after + 1}` }], { headers });
  });
  const call = okta.connection.forCall(freely());
  const ids: (string | undefined)[] = [];
  for await (
    const page of pages(call, "/api/v1/users", { params: { query: { limit: 2, search: 'status eq "ACTIVE"' } } })
  ) {
    ids.push(...page.items.map(({ id }) => id));
  }
  assert.deepEqual(ids, ["00u0", "00u1", "00u2", "00u3", "00u4", "00u5"]);
  assert.deepEqual(okta.requests.map(({ path }) => path), [
    "/api/v1/users?limit=2&search=status+eq+%22ACTIVE%22",
    "/api/v1/users?after=2&limit=2&x=a%2Cb",
    "/api/v1/users?after=4&limit=2&x=a%2Cb",
  ]);
  const page = await pageAt<{ id: string }>(call, "/api/v1/users?after=4&limit=2");
  assert.deepEqual([page.items.length, page.next], [2, undefined]);
});

Deno.test("no page is read before it is asked for", async () => {
  await using okta = fakeOkta((request) =>
    Response.json([{}], { headers: linked(`<${new URL("/api/v1/groups?after=1", request.url)}>; rel="next"`) })
  );
  for await (const _ of pages(okta.connection.forCall(freely()), "/api/v1/groups", {})) break;
  assert.equal(okta.requests.length, 1);
});

Deno.test("a page that will be wanted is sent for while the one before is still coming, and none after it", async () => {
  const body = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  await using okta = fakeOkta((request, nth) => {
    if (nth === 2) asked.resolve();
    const stream = new ReadableStream<Uint8Array>({
      async start(controller) {
        controller.enqueue(new TextEncoder().encode("[{}"));
        if (nth === 1) await body.promise;
        controller.enqueue(new TextEncoder().encode("]"));
        controller.close();
      },
    });
    const next = new URL(`/api/v1/groups?after=${nth}`, request.url);
    return new Response(stream, nth === 4 ? {} : { headers: linked(`<${next}>; rel="next"`) });
  }, { fetch });
  const read = pages(okta.connection.forCall(freely()), "/api/v1/groups", {}, () => true);
  const first = read.next();
  await asked.promise;
  body.resolve();
  assert.equal((await first).value?.items.length, 1);
  assert.equal(okta.requests.length, 2);
  assert.equal((await Array.fromAsync(read)).length, 3);
  assert.equal(okta.requests.length, 4);
});

Deno.test("a page that was sent for ahead and cannot be read is met when its turn comes", async () => {
  await using okta = fakeOkta((request, nth) =>
    nth === 2
      ? Response.json({ errorCode: "E0000006" }, { status: 403 })
      : Response.json([{}], { headers: linked(`<${new URL(`/api/v1/groups?after=${nth}`, request.url)}>; rel="next"`) })
  );
  const read = pages(okta.connection.forCall(freely()), "/api/v1/groups", {}, () => true);
  assert.equal((await read.next()).value?.items.length, 1);
  assert.equal((await failureOf(read.next())).code, "E0000006");
});

Deno.test("an answer without a body and one that is no list are errors, and no empty pages", async () => {
  const bodies = ["", '{"id":"00u1"}'];
  await using okta = fakeOkta((_, nth) => new Response(bodies[nth - 1]));
  const call = okta.connection.forCall(freely());
  const messages: string[] = [];
  for (const _ of bodies) messages.push((await failureOf(pageAt(call, "/api/v1/users"))).message);
  assert.deepEqual(messages, [
    "Cannot GET /api/v1/users: the answer has no body.",
    "Cannot GET /api/v1/users: the answer is not a list.",
  ]);
});

Deno.test("the next page is neither on another host, nor another list, nor the same page again", async () => {
  const targets = [
    "https://evil.example/api/v1/users?after=1",
    "/api/v1/apps?after=1",
    "/api/v1/users?limit=1",
    "http://[bad",
  ];
  await using okta = fakeOkta((_, nth) => Response.json([], { headers: linked(`<${targets[nth - 1]}>; rel="next"`) }));
  const call = okta.connection.forCall(freely());
  const kinds: string[] = [];
  for (const _ of targets) kinds.push((await failureOf(pageAt(call, "/api/v1/users?limit=1"))).kind);
  assert.deepEqual(kinds, ["redirect", "unreadable", "unreadable", "redirect"]);
  assert.equal(okta.requests.length, targets.length);
});

Deno.test("a link to another host names both hosts", () => {
  assert.throws(
    () => nextLink(linked('<https://evil.example/api/v1/users?after=1>; rel="next"'), orgUrl),
    (error: OktaError) =>
      error.message ===
        "Cannot read the next page: its link leads to https://evil.example, and not to https://acme.okta.com.",
  );
  for (
    const other of [
      "http://acme.okta.com/x",
      "https://acme.okta.com:444/x",
      "//evil.example/x",
      "https://acme.okta.com@evil.example/x",
    ]
  ) {
    assert.throws(() => nextLink(linked(`<${other}>; rel=next`), orgUrl), OktaError, other);
  }
});

Deno.test("links are read as RFC 8288 writes them", () => {
  const next = "/api/v1/users?after=1";
  const forms = [
    `<${next}>; rel=next`,
    `<${next}>;rel="next"`,
    `<${next}>; REL="NEXT"`,
    `<${next}>; title="a, <b>; rel=self \\" c"; rel = "prev next"`,
    `</api/v1/users>; rel="self", <${next}>; rel="next"`,
    `, ,<https://acme.okta.com${next}> ; anchor="#x" ; rel="next" ; rel="self"`,
    `<https://ACME.okta.com:443${next}>; flag; rel='x'; , <${next}>; rel="next"`,
  ];
  for (const form of forms) assert.equal(nextLink(linked(form), orgUrl), next, form);
  assert.equal(nextLink(linked("</a>; rel=self", `<${next}>; rel=next`), orgUrl), next);
  for (
    const none of [
      "",
      "garbage",
      "</a>",
      "</a>; rel=self; rel=next",
      "</a>; rel=nextish",
      '</a>; title="rel=next"',
      "</a; rel=next",
    ]
  ) {
    assert.equal(nextLink(linked(none), orgUrl), undefined, none);
  }
});

Deno.test("the next link is found among any others, however they are written and joined", () => {
  const quoted = fc.stringMatching(/^[\w ,;<>=?/.-]*$/);
  const extra = fc.tuple(fc.stringMatching(/^[a-qs-z]{1,8}$/), quoted).map(([name, value]) => `${name}="${value}"`);
  const other = fc.record({
    target: fc.stringMatching(/^\/[\w/?=&,;%.-]*$/),
    rel: fc.constantFrom("self", "prev", "first last", "nextish"),
    extras: fc.array(extra, { maxLength: 2 }),
  });
  const cursor = fc.stringMatching(/^[\w,;.~-]{1,40}$/).map((after) => `/api/v1/users?after=${after}&limit=2`);
  const link = (target: string, rel: string, extras: string[]) => [`<${target}>`, ...extras, `rel="${rel}"`].join("; ");
  fc.assert(
    fc.property(
      cursor,
      fc.array(other),
      fc.array(other),
      fc.array(extra),
      fc.boolean(),
      (next, before, after, extras, join) => {
        const links = [
          ...before.map(({ target, rel, extras }) => link(target, rel, extras)),
          link(new URL(next, orgUrl).href, "next", extras),
          ...after.map(({ target, rel, extras }) => link(target, rel, extras)),
        ];
        assert.equal(nextLink(join ? linked(links.join(", ")) : linked(...links), orgUrl), next);
      },
    ),
  );
});

Deno.test("no header leads anywhere but to the org", () => {
  const part = fc.constantFrom(...'<>;,="\\ /@.:', "https:", "next", "rel=", "//evil.example", "acme.okta.com");
  fc.assert(
    fc.property(fc.string({ unit: part }), (text) => {
      try {
        const next = nextLink(linked(text.trim()), orgUrl);
        assert.ok(next === undefined || next.startsWith("/"));
      } catch (error) {
        assert.ok(error instanceof OktaError);
      }
    }),
  );
});
