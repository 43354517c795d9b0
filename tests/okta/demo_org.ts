import assert from "node:assert/strict";
import { apiToken } from "../../src/okta/auth/api_token.ts";
import { connectOkta, type Okta } from "../../src/okta/client.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import type { AppRecord, GroupRecord, UserRecord } from "../../src/sandbox/state.ts";

/** When the demo org's stories are told. */
export const NOW = new Date("2026-07-15T14:00:00.000Z");

/** So that no test waits for Okta's rate limits. */
const AMPLE = Object.fromEntries(
  ["users", "users/{id}", "users/{id:.+}", "apps", "apps/{id}", "groups", "groups/{id}", "logs"].map(
    (bucket) => [`/api/v1/${bucket}`, 100_000],
  ),
);

/** The demo org with a client before it. */
export interface DemoOrg extends AsyncDisposable {
  okta: Okta;
  sandbox: Sandbox;
  /** The record of a person, app or group as the org keeps it. */
  user(login: string): UserRecord;
  app(label: string): AppRecord;
  group(name: string): GroupRecord;
  /** Method, decoded path and query of each request since the last time this was asked. */
  sent(): string[];
}

/** Starts a demo org of its own. Closing it fails the test if any request broke Okta's contract. */
export async function demoOrg(): Promise<DemoOrg> {
  const sandbox = await startSandbox({ now: () => NOW, rateLimits: AMPLE });
  const connection = connectOkta({
    orgUrl: new URL(sandbox.url),
    authorizer: apiToken(sandbox.token),
    timeoutSeconds: 10,
    userAgent: "test/1",
  });
  const only = <T>(items: Iterable<T>, fits: (item: T) => boolean): T => {
    const found = [...items].filter(fits);
    assert.equal(found.length, 1);
    return found[0]!;
  };
  let seen = 0;
  return {
    okta: connection.forCall({ signal: new AbortController().signal }),
    sandbox,
    user: (login) => only(sandbox.state.users.values(), ({ profile }) => profile.login === `${login}@harbor.example`),
    app: (label) => only(sandbox.state.apps.values(), (app) => app.label === label),
    group: (name) => only(sandbox.state.groups.values(), ({ profile }) => profile.name === name),
    sent() {
      const requests = sandbox.requests.slice(seen);
      seen = sandbox.requests.length;
      return requests.map(({ method, url }) => {
        const { pathname, search } = new URL(url);
        return `${method} ${decodeURIComponent((pathname + search).replaceAll("+", " "))}`;
      });
    },
    async [Symbol.asyncDispose]() {
      await sandbox.close();
      assert.deepEqual(sandbox.violations, []);
    },
  };
}
