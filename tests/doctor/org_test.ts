import assert from "node:assert/strict";
import { judgeOrg, type Network, probeOrg } from "../../src/doctor/org.ts";
import { disconnected, timedOut } from "../../src/okta/failures.ts";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { untrustedCertificate } from "./certificate.ts";

const bare: Network = { trustsSystem: false };
const asked = { method: "GET", path: "/" };

/** A server on loopback that answers anything in one way. */
async function answering(answer: () => Response, test: (url: URL) => Promise<void>): Promise<void> {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, answer);
  try {
    await test(new URL(`http://127.0.0.1:${server.addr.port}`));
  } finally {
    await server.shutdown();
  }
}

const looked = async (url: URL) => judgeOrg(await probeOrg(url, 5, "test"), bare).map((check) => ({ ...check }));

Deno.test("an Okta org is recognised, with its id and engine, and no credential is sent to it", async () => {
  const sandbox = await startSandbox();
  try {
    const [connection, tls, org] = await looked(new URL(sandbox.url));
    assert.equal(connection!.standing, "ok");
    assert.equal(tls!.standing, "skipped");
    assert.deepEqual(org, { name: "Org", standing: "ok", says: `"${sandbox.state.id}" on Identity Engine` });
    assert.deepEqual(sandbox.requests.map(({ url }) => new URL(url).pathname), ["/.well-known/okta-organization"]);
    assert.deepEqual(sandbox.violations, []);
  } finally {
    await sandbox.close();
  }
});

Deno.test("a custom domain's other name is shown, quoted", () => {
  const metadata = {
    id: "00o1",
    pipeline: "v1",
    _links: { organization: { href: "https://acme.okta.com" }, alternate: { href: "https://id.acme.com" } },
  };
  return answering(() => Response.json(metadata), async (url) => {
    assert.equal((await looked(url))[2]!.says, `"00o1" on Classic Engine, also known as "acme.okta.com, id.acme.com"`);
  });
});

Deno.test("what is no Okta org is called so", async () => {
  const answers: [answer: () => Response, says: RegExp][] = [
    [() => new Response("<h1>Sign in to the network</h1>", { headers: { "content-type": "text/html" } }), /web page/],
    [() => new Response("<h1>404</h1>", { status: 404, headers: { "content-type": "text/html" } }), /answered 404/],
    [() => Response.json({ hello: "world" }), /answered 200, and not as an Okta org does/],
    [() => Response.redirect("https://login.acme.example/"), /points to https:\/\/login\.acme\.example/],
  ];
  for (const [answer, says] of answers) {
    await answering(answer, async (url) => {
      const org = (await looked(url)).at(-1)!;
      assert.equal(org.name, "Org");
      assert.equal(org.standing, "failed");
      assert.match(org.says, says);
      assert.match(org.fix!, /OKTA_ORG_URL/);
    });
  }
});

Deno.test("an inspecting proxy is recognised by who issued the certificate, and the fix is named", async () => {
  const { key, cert } = await untrustedCertificate("Acme Inspection");
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, key, cert, onListen: () => {} },
    () => new Response("never"),
  );
  try {
    const probe = await probeOrg(new URL(`https://localhost:${server.addr.port}`), 5, "test");
    const [connection, tls, ...more] = judgeOrg(probe, bare);
    assert.equal(connection!.standing, "ok");
    assert.deepEqual(more, []);
    assert.equal(tls!.standing, "failed");
    assert.match(tls!.says, /issued by "Acme Inspection, Acme Inspection CA", which is not trusted here/);
    assert.match(tls!.fix!, /Set DENO_TLS_CA_STORE=system,mozilla, or DENO_CERT/);
    const trusting = judgeOrg(probe, { trustsSystem: true })[1]!;
    assert.doesNotMatch(trusting.fix!, /DENO_TLS_CA_STORE/);
    assert.match(trusting.fix!, /DENO_CERT/);
  } finally {
    await server.shutdown();
  }
});

Deno.test("an outdated certificate points to the clock", () => {
  const cause = new TypeError("invalid peer certificate: Expired");
  const error = disconnected(asked, "acme.okta.com", cause);
  const tls = judgeOrg({ url: new URL("https://acme.okta.com"), error, issuer: "DigiCert" }, bare)[1]!;
  assert.match(tls.says, /not valid at this time/);
  assert.match(tls.fix!, /clock/);
});

Deno.test("without a connection the name, the port or the proxy is to blame", async () => {
  const url = new URL("https://acme.okta.com");
  const dns = disconnected(asked, url.host, new TypeError("dns error: failed to lookup address information"));
  const [connection, ...more] = judgeOrg({ url, error: dns }, { ...bare, proxy: "proxy.acme:8080" });
  assert.deepEqual(more, []);
  assert.equal(connection!.standing, "failed");
  assert.equal(connection!.says, `the name acme.okta.com cannot be found through the proxy "proxy.acme:8080"`);
  assert.match(judgeOrg({ url, error: timedOut(asked, 30) }, bare)[0]!.says, /within 30 seconds/);

  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  listener.close();
  const [refused] = await looked(new URL(`https://127.0.0.1:${port}`));
  assert.equal(refused!.name, "Connection");
  assert.match(refused!.says, /refused the connection/);
});
