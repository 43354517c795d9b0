import type { Okta } from "../okta/client.ts";
import { OktaError } from "../okta/errors.ts";
import { type Check, failed, ok, skipped, warning } from "./check.ts";
import { UserError } from "../user_error.ts";

/** A part of the org that the tools read, and the scope for it. */
interface Area {
  name: string;
  scope: string;
  path(now: Date): string;
}

const hourMs = 3_600_000;

const AREAS: readonly Area[] = [
  { name: "users", scope: "okta.users.read", path: () => "/api/v1/users?limit=1" },
  { name: "groups", scope: "okta.groups.read", path: () => "/api/v1/groups?limit=1" },
  { name: "apps", scope: "okta.apps.read", path: () => "/api/v1/apps?limit=1" },
  {
    name: "logs",
    scope: "okta.logs.read",
    path: (now) => {
      const since = new Date(now.getTime() - hourMs).toISOString();
      return `/api/v1/logs?limit=1&since=${since}&until=${now.toISOString()}`;
    },
  },
  { name: "policies", scope: "okta.policies.read", path: () => "/api/v1/policies?type=OKTA_SIGN_ON" },
];

/** What reading one area came to: an error, or none; `not-asked` where the operator did not ask for its scope. */
export interface AreaProbe {
  area: string;
  outcome: "read" | "not-asked" | OktaError | UserError;
}

/**
 * Reads as little as there is from each area, all at once.
 * @param scopes those that will be asked for; undefined for a credential that needs none
 */
export async function probeAreas(okta: Okta, now: Date, scopes: readonly string[] | undefined): Promise<AreaProbe[]> {
  return await Promise.all(AREAS.map(async ({ name, scope, path }): Promise<AreaProbe> => {
    const isAsked = scopes?.some((asked) => asked === scope || asked === scope.replace(/read$/, "manage")) ?? true;
    if (!isAsked) return { area: name, outcome: "not-asked" };
    try {
      await okta.request("GET", path(now));
      return { area: name, outcome: "read" };
    } catch (error) {
      if (error instanceof OktaError || error instanceof UserError) return { area: name, outcome: error };
      throw error;
    }
  }));
}

/** One line for each area that was tried. */
export function judgeAreas(probes: readonly AreaProbe[]): Check[] {
  return probes.map(({ area, outcome }) => {
    const name = `Read ${area}`;
    if (outcome === "read") return ok(name, "works");
    if (outcome === "not-asked") return skipped(name, "OKTA_SCOPES does not ask for its scope");
    if (outcome instanceof UserError || isAboutCredential(outcome)) {
      return skipped(name, "needs a credential that works");
    }
    // Tools that wait for a scope are left out; those that lack a role are listed, and fail.
    const judged = outcome.code === "insufficient_scope" ? warning : failed;
    return judged(name, outcome.summary, outcome.nextStep);
  });
}

/** Whether the credential itself is no good, rather than what it may do. `E0000015` is a 401 about a missing feature. */
export function isAboutCredential(outcome: AreaProbe["outcome"]): boolean {
  if (outcome instanceof UserError) return true;
  if (!(outcome instanceof OktaError)) return false;
  return outcome.path.startsWith("/oauth2/") || (outcome.status === 401 && outcome.code !== "E0000015");
}
