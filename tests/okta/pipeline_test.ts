import assert from "node:assert/strict";
import type { Authorizer } from "../../src/okta/auth/authorizer.ts";
import { failureOf, type FakeOkta, fakeOkta, freely, quota, refusal } from "./fake_okta.ts";

/** What must happen on no account twice, and what may. */
const unrepeatable = [
  ["POST", "/api/v1/users/00u1/lifecycle/unlock"],
  ["PATCH", "/api/v1/apps/0oa1/groups/00g1"],
  ["DELETE", "/api/v1/users/00u1"],
] as const;
const repeatable = [
  ["GET", "/api/v1/users/00u1"],
  ["PUT", "/api/v1/apps/0oa1"],
  ["DELETE", "/api/v1/users/00u1/sessions"],
] as const;

const send = (okta: FakeOkta, method = "GET", path = "/api/v1/users/00u1", budgetSeconds?: number) =>
  okta.connection.forCall(freely(budgetSeconds)).request(method, path);

Deno.test("a server error is retried twice, unless the request might then happen twice", async () => {
  for (const status of [500, 502, 503, 504]) {
    await using okta = fakeOkta((_, nth) => nth % 3 === 0 ? Response.json({}) : new Response("no", { status }));
    for (const [method, path] of repeatable) assert.equal((await send(okta, method, path)).status, 200);
    assert.equal(okta.requests.length, 9);
  }
  for (const [method, path] of unrepeatable) {
    await using okta = fakeOkta(() => refusal(503, "E0000010", "Service is in read only mode"));
    const error = await failureOf(send(okta, method, path));
    assert.deepEqual([okta.requests.length, error.status, error.kind], [1, 503, "okta"]);
  }
});

Deno.test("after two retries the error stands", async () => {
  await using okta = fakeOkta(() => refusal(500, "E0000009", "Internal Server Error"));
  const begin = okta.clock.now();
  const error = await failureOf(send(okta));
  assert.equal(okta.requests.length, 3);
  assert.match(
    error.message,
    /^Cannot GET \/api\/v1\/users\/00u1: Okta answered 500 E0000009 "Internal Server Error"\.$/,
  );
  const waited = okta.clock.now() - begin;
  assert.ok(waited >= 1500 && waited <= 3000, `waited ${waited} ms`);
});

Deno.test("what Okta refuses for good is not retried", async () => {
  for (
    const [status, code] of [[400, "E0000001"], [403, "E0000006"], [404, "E0000007"], [501, "E0000060"], [
      423,
      "E0000155",
    ]] as const
  ) {
    await using okta = fakeOkta(() => refusal(status, code));
    const error = await failureOf(send(okta));
    assert.deepEqual([okta.requests.length, error.status, error.code], [1, status, code]);
  }
});

Deno.test("policies being put in order are waited for, whatever the method", async () => {
  await using okta = fakeOkta((_, nth) => nth === 1 ? refusal(423, "E0000239") : Response.json({}));
  assert.equal((await send(okta, "POST", "/api/v1/policies")).status, 200);
});

Deno.test("429 is retried after the reset by Okta's clock, and says what it repeats", async () => {
  const times: number[] = [];
  await using okta = fakeOkta((_, nth) => {
    times.push(okta.clock.now());
    if (nth > 2) return Response.json({});
    // Okta's clock is an hour ahead of ours.
    const date = Math.floor(okta.clock.now() / 1000) + 3600;
    return new Response("{}", {
      status: 429,
      headers: {
        "x-rate-limit-limit": "50",
        "x-rate-limit-remaining": "0",
        "x-rate-limit-reset": String(date + 7),
        "date": new Date(date * 1000).toUTCString(),
        "x-okta-request-id": `req-${nth}`,
      },
    });
  });
  const waits: string[] = [];
  const call = okta.connection.forCall({
    ...freely(),
    onWait: ({ reason, bucket }) => waits.push(`${reason} ${bucket}`),
  });
  await call.request("POST", "/api/v1/users/00u1/lifecycle/unlock");
  assert.deepEqual(times.map((time) => (time - times[0]!) / 1000), [0, 8, 16]);
  const told = okta.requests.map(({ headers }) => [
    headers.get("x-okta-retry-for"),
    headers.get("x-okta-retry-count"),
  ]);
  assert.deepEqual(told, [[null, null], ["req-1", "1"], ["req-1", "2"]]);
  assert.deepEqual(waits, ["rate-limit /api/v1/users", "rate-limit /api/v1/users"]);
  assert.deepEqual(call.requestIds, ["req-1", "req-2"]);
});

Deno.test("after the third 429 the error says when to try again", async () => {
  await using okta = fakeOkta(() => {
    const response = refusal(429, "E0000047", "API call exceeded rate limit due to too many requests.");
    for (const [name, value] of Object.entries(quota(50, 0, 3, okta.clock))) response.headers.set(name, value);
    return response;
  });
  const error = await failureOf(send(okta));
  assert.equal(okta.requests.length, 3);
  assert.deepEqual([error.kind, error.status, error.retryAt?.getTime()], ["rate-limit", 429, okta.clock.now() + 4000]);
  assert.match(error.nextStep, /^Try again after 2026-01-05T/);
});

Deno.test("a reset beyond the budget is an answer at once, and no wait", async () => {
  await using okta = fakeOkta(() => new Response(null, { status: 429, headers: quota(120, 0, 45, okta.clock) }));
  const begin = okta.clock.now();
  const error = await failureOf(send(okta, "GET", "/api/v1/logs"));
  assert.equal(okta.clock.now(), begin);
  assert.deepEqual([error.kind, error.retryAt?.getTime(), okta.requests.length], ["rate-limit", begin + 46_000, 1]);
  assert.match(
    error.message,
    /^Cannot GET \/api\/v1\/logs: Okta's rate limit for \/api\/v1\/logs allows no more requests until /,
  );
});

Deno.test("a limit on requests at once is met with a short pause", async () => {
  await using okta = fakeOkta((_, nth) =>
    nth === 1
      ? new Response(null, { status: 429, headers: quota(0, 0, 60, okta.clock) })
      : Response.json({}, { headers: quota(600, 599, 60, okta.clock) })
  );
  const begin = okta.clock.now();
  await send(okta, "POST", "/api/v1/groups");
  const waited = okta.clock.now() - begin;
  assert.ok(waited >= 500 && waited <= 1000, `waited ${waited} ms`);
});

Deno.test("a limit of text messages is not retried", async () => {
  await using okta = fakeOkta(() => refusal(429, "E0000186", "Your free tier organization has reached the limit."));
  const error = await failureOf(send(okta, "POST", "/api/v1/users/00u1/factors"));
  assert.deepEqual([okta.requests.length, error.code, error.retryAt], [1, "E0000186", undefined]);
});

Deno.test("a connection that breaks is retried, unless the request might then happen twice", async () => {
  for (const [method, path] of [...repeatable, ...unrepeatable]) {
    let connections = 0;
    const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const serving = (async () => {
      for await (const connection of listener) {
        connections++;
        await connection.read(new Uint8Array(4096));
        // Only a part of the answer on the first one, nothing on the others.
        if (connections === 1 && method === "GET") {
          await connection.write(new TextEncoder().encode('HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{"id":'));
        }
        connection.close();
      }
    })();
    const events: string[] = [];
    await using okta = fakeOkta(() => new Response(), {
      orgUrl: new URL(`http://127.0.0.1:${(listener.addr as Deno.NetAddr).port}`),
      log: ({ event }) => events.push(event),
    });
    const error = await failureOf(send(okta, method, path));
    listener.close();
    await serving;
    const once = unrepeatable.some((request) => request[0] === method && request[1] === path);
    assert.deepEqual(events, once ? [] : ["okta.retry", "okta.retry"]);
    // Not one of them by the runtime's own doing, either.
    if (once) assert.equal(connections, 1);
    assert.equal(error.kind, "network");
    assert.match(error.message, /: the connection to 127\.0\.0\.1:\d+ broke before the whole answer had come\.$/);
    assert.match(error.nextStep, method === "GET" ? /^Check the network/ : /may have done it all the same/);
  }
});

Deno.test("what cannot be reached is told at once", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  listener.close();
  await using okta = fakeOkta(() => new Response(), { orgUrl: new URL(`http://127.0.0.1:${port}`) });
  const begin = okta.clock.now();
  const error = await failureOf(send(okta));
  assert.equal(okta.clock.now(), begin);
  assert.equal(error.message, `Cannot GET /api/v1/users/00u1: 127.0.0.1:${port} refused the connection.`);
  assert.match(error.nextStep, /OKTA_ORG_URL/);
});

Deno.test("the time-out covers the headers and the body", async () => {
  for (const hangs of ["before the headers", "in the body"]) {
    const end = Promise.withResolvers<void>();
    const body = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode("[")) });
    await using okta = fakeOkta(async () => {
      if (hangs === "before the headers") await end.promise;
      return new Response(body);
    }, { timeoutSeconds: 0.05, fetch });
    const error = await failureOf(send(okta, "POST", "/api/v1/users/00u1/lifecycle/unlock"));
    end.resolve();
    assert.equal(error.kind, "timeout");
    assert.match(error.message, /: Okta gave no whole answer within 0\.05 seconds\.$/);
    assert.match(error.nextStep, /may have done it all the same/);
  }
});

Deno.test("a time-out is retried once", async () => {
  const end = Promise.withResolvers<void>();
  await using okta = fakeOkta(async (_, nth) => {
    if (nth === 1) await end.promise;
    return Response.json({});
  }, { timeoutSeconds: 0.05, fetch });
  assert.equal((await send(okta)).status, 200);
  end.resolve();
  assert.equal(okta.requests.length, 2);
});

Deno.test("a cancelled call ends at once, wherever it is", async () => {
  const end = Promise.withResolvers<void>();
  const places: Record<string, (okta: FakeOkta) => Response | Promise<Response>> = {
    "before the answer": () => end.promise.then(() => new Response()),
    "in the body": () => new Response(new ReadableStream({ start: (body) => body.enqueue(new Uint8Array([91])) })),
    "waiting for the limit": (okta) => new Response(null, { status: 429, headers: quota(50, 0, 9, okta.clock) }),
    "between two attempts": () => new Response(null, { status: 503 }),
  };
  for (const [place, answer] of Object.entries(places)) {
    const cancel = new AbortController();
    const asked = Promise.withResolvers<void>();
    // A clock that never goes on: whoever sleeps, sleeps until the call is cancelled.
    const clock = {
      now: () => Date.now(),
      sleep: (_: number, signal: AbortSignal) =>
        new Promise<void>((_, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason), { once: true });
          asked.resolve();
        }),
    };
    await using okta: FakeOkta = fakeOkta(() => {
      if (place.endsWith("answer") || place.endsWith("body")) asked.resolve();
      return answer(okta);
    }, { clock, fetch });
    const outcome = failureOf(okta.connection.forCall({ signal: cancel.signal }).request("GET", "/api/v1/users"));
    await asked.promise;
    cancel.abort(new Error("enough"));
    const error = await outcome;
    end.resolve();
    assert.deepEqual([error.kind, error.message], ["cancelled", "Cannot GET /api/v1/users: it was cancelled."], place);
  }
  await using okta = fakeOkta(() => new Response());
  const cancelled = okta.connection.forCall({ signal: AbortSignal.abort() });
  assert.equal((await failureOf(cancelled.request("GET", "/api/v1/users"))).kind, "cancelled");
  assert.equal(okta.requests.length, 0);
});

Deno.test("a redirect is an error: the credentials go to no other address", async () => {
  await using other = fakeOkta(() => Response.json({}));
  await using okta = fakeOkta(() =>
    new Response(null, { status: 302, headers: { location: new URL("/login?token=t0psecret", other.url).href } })
  );
  const error = await failureOf(send(okta));
  assert.equal(other.requests.length, 0);
  assert.equal(error.kind, "redirect");
  assert.equal(
    error.message,
    `Cannot GET /api/v1/users/00u1: ${okta.url.host} answered 302 and points to ${other.url.origin}.`,
  );
});

Deno.test("what is not an answer of Okta's is named as such", async () => {
  const html = { headers: { "content-type": "text/html; charset=utf-8" } };
  await using okta = fakeOkta((request) => {
    if (request.url.endsWith("portal")) return new Response("<html>Sign in to the hotel's network</html>", html);
    if (request.url.endsWith("broken")) {
      return new Response('[{"id":"00u1"},{"i', { headers: { "content-type": "application/json" } });
    }
    return new Response("<html>Bad gateway</html>", { ...html, status: 502 });
  });
  const portal = await failureOf(send(okta, "GET", "/portal"));
  assert.deepEqual([portal.kind, portal.message], [
    "unreadable",
    "Cannot GET /portal: a web page came in place of Okta's answer.",
  ]);
  const broken = await failureOf(send(okta, "GET", "/broken").then((response) => response.json()));
  assert.deepEqual([broken.kind, broken.message], [
    "unreadable",
    "Cannot GET /broken: the answer is not the JSON that it should be.",
  ]);
  const typed = okta.connection.forCall(freely()).api.GET("/api/v1/users", { baseUrl: okta.url.origin });
  assert.equal((await failureOf(typed)).message, "Cannot GET /api/v1/users: Okta answered 502.");
});

Deno.test("an answer without end is given up at 64 MB", async () => {
  const chunk = new Uint8Array(1024 * 1024);
  await using okta = fakeOkta(() => new Response(new ReadableStream({ pull: (body) => body.enqueue(chunk) })), {
    fetch,
  });
  const error = await failureOf(send(okta));
  assert.equal(error.message, "Cannot GET /api/v1/users/00u1: the answer is larger than 64 MB.");
});

Deno.test("each attempt is authenticated anew, and a challenge is answered once", async () => {
  let proofs = 0;
  const challenges: number[] = [];
  const authorizer: Authorizer = {
    kind: "private-key",
    authorize: ({ method, url }) => Promise.resolve({ authorization: `Proof ${method} ${url.pathname} ${++proofs}` }),
    challenged: async (response) => {
      await response.body?.cancel();
      challenges.push(response.status);
      return true;
    },
  };
  const answers = [
    () => new Response(null, { status: 503 }),
    () => new Response(null, { status: 400, headers: { "dpop-nonce": "n1" } }),
    () => Response.json({}),
    () => refusal(401, "E0000011", "Invalid token provided"),
    () => refusal(401, "E0000011", "Invalid token provided"),
    () => refusal(401, "E0000015"),
  ];
  await using okta = fakeOkta((_, nth) => answers[nth - 1]!(), { authorizer });
  assert.equal((await send(okta)).status, 200);
  assert.equal((await failureOf(send(okta, "POST", "/api/v1/groups"))).code, "E0000011");
  const feature = await failureOf(send(okta));
  assert.match(feature.nextStep, /does not have this feature/);
  assert.deepEqual(challenges, [400, 401]);
  assert.deepEqual(
    okta.requests.map(({ headers }) => headers.get("authorization")),
    [
      "GET /api/v1/users/00u1 1",
      "GET /api/v1/users/00u1 2",
      "GET /api/v1/users/00u1 3",
      "POST /api/v1/groups 4",
      "POST /api/v1/groups 5",
      "GET /api/v1/users/00u1 6",
    ]
      .map((proof) => `Proof ${proof}`),
  );
});

Deno.test("an API token that Okta refuses is not tried again", async () => {
  await using okta = fakeOkta(() => refusal(401, "E0000011", "Invalid token provided"));
  const error = await failureOf(send(okta));
  assert.equal(okta.requests.length, 1);
  assert.match(error.nextStep, /Security > API > Tokens/);
});

Deno.test("200 calls at once, with refusals thrown in: nothing is lost, nothing is done twice, no limit is overrun", async () => {
  const done = new Map<string, number>();
  const refusedOnce = new Set<string>();
  let windowEnds = 0;
  let left = 0;
  let overrun = 0;
  let atOnce = 0;
  let mostAtOnce = 0;
  await using okta: FakeOkta = fakeOkta(async (request) => {
    mostAtOnce = Math.max(mostAtOnce, ++atOnce);
    await new Promise((resolve) => setTimeout(resolve));
    atOnce--;
    const now = okta.clock.now() / 1000;
    if (now >= windowEnds) {
      left = windowEnds === 0 ? 120 : 600; // others have used most of the first window
      windowEnds = Math.floor(now) + (windowEnds === 0 ? 12 : 60);
    }
    left--;
    if (left < 0) overrun++;
    const headers = (limit: number, remaining: number) => ({
      "x-rate-limit-limit": String(limit),
      "x-rate-limit-remaining": String(remaining),
      "x-rate-limit-reset": String(windowEnds),
      "date": new Date(okta.clock.now()).toUTCString(),
    });
    const id = new URL(request.url).pathname.split("/")[5]!;
    const number = Number(id);
    if ((number % 7 === 0 || number % 11 === 0) && !refusedOnce.has(id)) {
      refusedOnce.add(id);
      return number % 7 === 0
        ? new Response(null, { status: 429, headers: headers(0, 0) })
        : new Response('{"errorCode":"E0000239"}', { status: 423, headers: headers(600, Math.max(0, left)) });
    }
    done.set(id, (done.get(id) ?? 0) + 1);
    return Response.json({}, { headers: headers(600, Math.max(0, left)) });
  });
  const calls = Array.from({ length: 200 }, (_, i) => send(okta, "POST", `/api/v1/groups/g/${i}`, 60));
  await Promise.all(calls);
  assert.equal(done.size, 200);
  assert.ok([...done.values()].every((times) => times === 1));
  assert.equal(overrun, 0);
  assert.ok(mostAtOnce > 1 && mostAtOnce <= 8, `${mostAtOnce} at once`);
  assert.equal(okta.connection.headroom()[0]!.bucket, "/api/v1/groups");
});
