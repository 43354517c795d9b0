import { CERTIFICATE, KEY } from "./certificate.ts";
import type { FaultyOrg } from "./faulty_org.ts";
import { NOW } from "./faulty_org.ts";
import type { Fault } from "./proxy.ts";
import * as wire from "./wire.ts";

/** What must come of a call: its right answer, or an error that says this. */
export type Verdict = "answers" | { says: string };

/** A fault and what the program makes of it. `docs/reliability.md` shows these. */
export interface FaultCase {
  fault: string;
  /** Lets it happen to requests of these methods, until the returned function ends it. */
  strike(org: FaultyOrg, methods: readonly string[]): () => void;
  reading: Verdict;
  /** Of a POST, met after consent. PUT and DELETE may be repeated, so that they may succeed all the same. */
  changing: Verdict;
  /** How often a request that may be repeated is sent: GET, PUT, DELETE. */
  tries: number;
  /** How often a POST is sent. More than once only where Okta said that it did nothing. */
  posts: number;
  /** The tool that reads by what is at fault, in place of the usual ones. */
  tool?: string;
  /** It takes long: fewer tools have to do, with this time-out for an attempt, in seconds. */
  heavy?: number;
  /** It goes on after the fault, as it should: the next call has to wait as well. */
  lasts?: true;
}

/** A fault of one kind of answer or connection: only the next request has it, or all have. */
function on(times: "once" | "always", make: Fault | ((org: FaultyOrg) => Fault)): FaultCase["strike"] {
  return (org, methods) => {
    const fault = typeof make === "function" ? make(org) : make;
    let left = times === "once" ? 1 : Infinity;
    org.proxy.script = (method) => methods.includes(method) && left-- > 0 ? fault : undefined;
    return () => void (org.proxy.script = () => undefined);
  };
}

/** The way to the org is another one. */
function by(detour: (org: FaultyOrg) => URL): FaultCase["strike"] {
  return (org) => {
    org.detour = detour(org);
    return () => void (org.detour = undefined);
  };
}

/** At the org's address, something else answers. */
function insteadAnswers(
  listen: () => Deno.Listener,
  meet: (connection: Deno.Conn) => Promise<unknown>,
): FaultCase["strike"] {
  return (org) => {
    const listener = listen();
    const serve = async () => {
      for await (const connection of listener) void meet(connection).catch(() => {}).finally(() => connection.close());
    };
    void serve().catch(() => {}); // a handshake that the client breaks off ends it
    org.detour = new URL(`https://127.0.0.1:${(listener.addr as Deno.NetAddr).port}`);
    return () => {
      org.detour = undefined;
      listener.close();
    };
  };
}

const loopback = { hostname: "127.0.0.1", port: 0 };
const json = { "content-type": "application/json" };
const html = { "content-type": "text/html; charset=utf-8" };
const portal = "<!doctype html><title>Welcome to the airport</title><form>Sign in to the network</form>";
const broken = { says: "broke before the whole answer had come" };
const brokenWrite = { says: "Okta may have done it all the same: read the object again before repeating this." };
const notJson = { says: "the answer is not the JSON that it should be" };
const tooLate = { says: "Okta gave no whole answer within" };
const tooLarge = { says: "the answer is larger than 64 MB" };

/** The same for reading and changing. */
const both = (verdict: Verdict) => ({ reading: verdict, changing: verdict });
const onceEach = { tries: 1, posts: 1 };
/** What may be repeated is; a change that may have happened is not. */
const mendedByAsking = { reading: "answers", changing: brokenWrite, tries: 2, posts: 1 } as const;
/** After a time-out one more try has to do. */
const outOfTime = { reading: tooLate, changing: brokenWrite, tries: 2, posts: 1, heavy: 1 } as const;

export const CASES: readonly FaultCase[] = [
  {
    fault: "connection refused",
    strike: (org) => (org.proxy.unplug(), () => org.proxy.plug()),
    ...both({ says: "refused the connection" }),
    ...onceEach,
  },
  {
    fault: "name not found (DNS)",
    strike: by(() => new URL(`http://${"x".repeat(64)}.invalid`)),
    ...both({ says: "cannot be found. Check OKTA_ORG_URL" }),
    ...onceEach,
  },
  {
    fault: "no TLS at the org's address",
    strike: by(({ proxy }) => new URL(`https://${proxy.url.host}`)),
    ...both({ says: "does not speak TLS as expected" }),
    ...onceEach,
  },
  {
    fault: "TLS refused",
    strike: insteadAnswers(() => Deno.listen(loopback), (connection) => connection.write(wire.refusesTls)),
    ...both({ says: "does not speak TLS as expected" }),
    ...onceEach,
  },
  {
    fault: "a certificate that is not trusted",
    strike: insteadAnswers(
      () => Deno.listenTls({ ...loopback, cert: CERTIFICATE, key: KEY }),
      (connection) => (connection as Deno.TlsConn).handshake(),
    ),
    ...both({ says: "is not trusted here. Where a company proxy inspects TLS, set DENO_TLS_CA_STORE" }),
    ...onceEach,
  },
  {
    fault: "reset before the answer, once",
    strike: on("once", wire.resets()),
    ...mendedByAsking,
  },
  {
    fault: "reset before the answer, always",
    strike: on("always", wire.resets()),
    reading: broken,
    changing: brokenWrite,
    tries: 6, // each of the three is sent twice by Deno, where it had reused a connection
    posts: 1,
  },
  {
    fault: "reset inside the headers, once",
    strike: on("once", wire.resets("HTTP/1.1 200 OK\r\ncontent-ty")),
    ...mendedByAsking,
  },
  {
    fault: "reset inside the body, once",
    strike: on("once", wire.resets('HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{"id":')),
    ...mendedByAsking,
  },
  {
    fault: "closed after the org did it, before its answer",
    strike: on("once", wire.breaksBeforeAnswer),
    ...mendedByAsking,
  },
  {
    fault: "closed after the org did it, inside the headers",
    strike: on("once", wire.breaksInHeaders),
    ...mendedByAsking,
  },
  {
    fault: "closed after the org did it, inside the body, always",
    strike: on("always", wire.breaksInBody),
    reading: broken,
    changing: brokenWrite,
    tries: 3,
    posts: 1,
  },
  { fault: "no answer at all (stalled)", strike: on("always", wire.stalls), ...outOfTime },
  { fault: "the answer stops in its middle", strike: on("always", wire.stallsInBody), ...outOfTime },
  { fault: "a byte every tenth of a second", strike: on("always", wire.dripsSlowly), ...outOfTime },
  {
    fault: "byte by byte, within the time-out",
    strike: on("always", wire.dripsQuickly),
    ...both("answers"),
    ...onceEach,
  },
  { fault: "JSON cut off", strike: on("always", wire.cutsJson), reading: notJson, changing: brokenWrite, ...onceEach },
  {
    fault: "not JSON",
    strike: on("always", wire.answers(200, json, "OK, fine!")),
    reading: notJson,
    changing: brokenWrite,
    ...onceEach,
  },
  { fault: "not HTTP", strike: on("always", wire.babbles), reading: broken, changing: brokenWrite, tries: 3, posts: 1 },
  {
    fault: "a web page with status 200 (captive portal)",
    strike: on("always", wire.answers(200, html, portal)),
    reading: { says: "a web page came in place of Okta's answer. Check that OKTA_ORG_URL" },
    changing: brokenWrite,
    ...onceEach,
  },
  {
    fault: "a web page with status 511 (captive portal)",
    strike: on("always", wire.answers(511, html, portal)),
    ...both({ says: "sign in to the network" }),
    ...onceEach,
  },
  {
    fault: "a proxy that wants a sign-in (407)",
    strike: on("always", wire.answers(407, { ...html, "proxy-authenticate": "Basic" }, portal)),
    ...both({ says: "put its user name and password into HTTPS_PROXY" }),
    ...onceEach,
  },
  {
    fault: "JSON labelled as text",
    strike: on("always", wire.mislabels("text/plain")),
    ...both("answers"),
    ...onceEach,
  },
  {
    fault: "bytes of another kind (octet-stream)",
    strike: on(
      "always",
      wire.answers(200, { "content-type": "application/octet-stream" }, Uint8Array.of(0, 255, 1, 254)),
    ),
    reading: notJson,
    changing: brokenWrite,
    ...onceEach,
  },
  {
    fault: "204 where a body was due",
    strike: on("always", wire.dropsBody),
    reading: { says: "the answer has no body" },
    changing: "answers",
    ...onceEach,
  },
  ...[500, 502, 503, 504].map((status): FaultCase => ({
    fault: `${status} once`,
    strike: on("once", wire.answers(status, html, "<h1>Bad day</h1>")),
    reading: "answers",
    changing: { says: `Okta answered ${status}` },
    tries: 2,
    posts: 1,
  })),
  {
    fault: "503 for long",
    strike: on("always", wire.answers(503, html, "<h1>Bad day</h1>")),
    ...both({ says: "Okta answered 503. Okta itself failed: try again later" }),
    tries: 3,
    posts: 1,
  },
  {
    fault: "429, the limit opens in seconds",
    strike: on("once", () => wire.refuses(429, "E0000047", wire.quota(600, 5, NOW))),
    ...both("answers"),
    tries: 2,
    posts: 2,
  },
  {
    fault: "429, the limit opens in minutes",
    strike: on("always", () => wire.refuses(429, "E0000047", wire.quota(600, 600, NOW))),
    ...both({ says: "Try again after " }),
    ...onceEach,
    lasts: true,
  },
  {
    fault: "429 without headers, once",
    strike: on("once", wire.refuses(429, "E0000047")),
    ...both("answers"),
    tries: 2,
    posts: 2,
  },
  {
    fault: "429 without headers, always",
    strike: on("always", wire.refuses(429, "E0000047")),
    ...both({ says: "Okta answered 429 E0000047" }),
    tries: 3,
    posts: 3,
  },
  {
    fault: "429 for too many at once (concurrency)",
    strike: on("once", () => wire.refuses(429, "E0000047", wire.quota(0, 30, NOW))),
    ...both("answers"),
    tries: 2,
    posts: 2,
  },
  {
    fault: "429 by a clock that is an hour off",
    strike: on("once", () => wire.refuses(429, "E0000047", wire.quota(600, 5, new Date(NOW.getTime() + 3_600_000)))),
    ...both("answers"),
    tries: 2,
    posts: 2,
  },
  {
    fault: "423 while Okta reconciles policies, once",
    strike: on("once", wire.refuses(423, "E0000239")),
    ...both("answers"),
    tries: 2,
    posts: 2,
  },
  ...[301, 302, 307, 308].map((status): FaultCase => ({
    fault: `${status} to another host`,
    strike: on("always", ({ stranger }) => wire.answers(status, { location: `${stranger.url}api/v1/users/me` })),
    ...both({ says: "Set OKTA_ORG_URL to the org's own address" }),
    ...onceEach,
  })),
  {
    fault: "302 to http, on the same host",
    strike: on("always", ({ proxy }) => wire.answers(302, { location: `http://${proxy.url.hostname}/login` })),
    ...both({ says: "Set OKTA_ORG_URL to the org's own address" }),
    ...onceEach,
  },
  {
    fault: "the next page is on another host (Link)",
    strike: on("always", ({ stranger }) => wire.adds("link", `<${stranger.url}api/v1/users?after=1>; rel="next"`)),
    reading: { says: "its link leads to" },
    changing: "answers",
    ...onceEach,
    tool: "list_users",
  },
  {
    fault: "300 MB",
    strike: on("always", wire.floods(300)),
    reading: tooLarge,
    changing: brokenWrite,
    ...onceEach,
    heavy: 30,
  },
  {
    fault: "100 MB, compressed to 100 KB",
    strike: on("always", wire.floodsCompressed(100)),
    reading: tooLarge,
    changing: brokenWrite,
    ...onceEach,
    heavy: 30,
  },
  {
    fault: "a header of 1 MB",
    strike: on("always", wire.adds("x-padding", "x".repeat(1024 * 1024))),
    reading: broken,
    changing: brokenWrite,
    tries: 3,
    posts: 1,
  },
];
