import { createEmulator } from "emulate";

const ADMIN = "it@acme.example";

/** An API token that the emulator knows. */
export const TOKEN = "00emulatedEmulatedEmulatedEmulatedEmulated";

/**
 * What the emulator does not have and tools read on their way, by path with `*` for an id. An org in which nobody has
 * roles or factors, groups give no apps, and the log is empty, answers like this.
 */
const GAPS: Record<string, unknown> = {
  "/api/v1/users/*/roles": [],
  "/api/v1/users/*/factors": [],
  "/api/v1/groups/*/apps": [],
  "/api/v1/groups/*/owners": [],
  "/api/v1/groups/*/roles": [],
  "/api/v1/groups/rules": [],
  "/api/v1/logs": [],
  "/api/v1/meta/schemas/user/default": {
    definitions: {
      base: {
        properties: Object.fromEntries(
          ["login", "email", "firstName", "lastName", "displayName", "title"].map((name) => [name, { type: "string" }]),
        ),
      },
    },
  },
};

/** An Okta that others wrote, on loopback, with its gaps filled. */
export interface EmulatedOkta extends AsyncDisposable {
  url: string;
  /** The paths that it was asked for and does not have, each once, in order. */
  gaps(): string[];
  /** What it holds, as its own API tells. */
  read<T>(path: string): Promise<T>;
}

/** Starts it with one person and one group beside its own; the token is an administrator's. */
export async function startEmulatedOkta({ login, group }: { login: string; group: string }): Promise<EmulatedOkta> {
  const emulator = await createEmulator({
    service: "okta",
    port: 0,
    seed: {
      tokens: { [TOKEN]: { login: ADMIN, scopes: [] } },
      okta: {
        // The token counts as the first one's, whatever it says.
        users: [{ login: ADMIN, email: ADMIN }, { login, email: login, first_name: "Mina", last_name: "Sato" }],
        groups: [{ name: group }],
      },
    },
  });
  const gaps = new Set<string>();

  async function answer(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    const response = await fetch(new URL(pathname + search, emulator.url), request);
    const path = pathname.replace(/\/00[gu][^/]*/, "/*");
    if (response.status !== 404) return response;
    const refusal = await response.text();
    // What Okta's error codes come with, it knows; but it takes the path of the group rules for a group's.
    if (refusal.includes("errorCode") && !(path in GAPS)) return new Response(refusal, response);
    gaps.add(path);
    return path in GAPS ? Response.json(GAPS[path]) : new Response(refusal, response);
  }

  const front = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, answer);
  return {
    url: `http://127.0.0.1:${front.addr.port}`,
    gaps: () => [...gaps].sort(),
    async read(path) {
      return await (await fetch(new URL(path, emulator.url), { headers: { authorization: `SSWS ${TOKEN}` } })).json();
    },
    async [Symbol.asyncDispose]() {
      await front.shutdown();
      await emulator.close();
    },
  };
}
