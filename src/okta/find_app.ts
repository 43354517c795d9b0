import { type App, getApp, toApp } from "./apps.ts";
import { bodyOf, type Okta } from "./client.ts";
import { ifFound } from "./if_found.ts";
import { all } from "./list.ts";
import { type Candidate, nameRank, nearestTo, NotFoundError, theOne, tidied } from "./lookup.ts";
import { list } from "./read.ts";
import { UserError } from "../user_error.ts";

/**
 * The one app that a reference means: an id, a label (exactly, else but for case, else its beginning), or the name in
 * Okta's catalog where only one app has it.
 * @throws AmbiguousError listing the candidates; NotFoundError with the nearest ones; OktaError.
 */
export async function findApp(okta: Okta, ref: string): Promise<App> {
  const wanted = tidied(ref);
  if (wanted === "") throw new UserError("Cannot find an app without a name: give its label or id.");
  if (/^0oa[0-9A-Za-z]{17}$/.test(wanted)) {
    const app = await ifFound(getApp(okta, wanted));
    if (app === undefined) throw new NotFoundError("app", wanted, []);
    return app;
  }

  const apps = await all(okta, "/api/v1/apps", { query: { q: wanted, limit: 200 } }, toApp);
  const found = theOne("app", wanted, apps, ({ label, name }) => rank(label, name, wanted), candidate);
  if (found !== undefined) return found;
  // Okta finds beginnings only: compare with all there are (the first 200; few orgs have more).
  const result = await okta.api.GET("/api/v1/apps", { params: { query: { limit: 200 } } });
  const nearest = nearestTo(wanted, list(bodyOf(result)).map(toApp), ({ label, name }) => [label, name]);
  throw new NotFoundError("app", wanted, nearest.map(candidate));
}

function rank(label: string, name: string, ref: string): number | undefined {
  const byLabel = nameRank(label, ref);
  return byLabel ?? (nameRank(name, ref) === undefined ? undefined : 3);
}

function candidate({ id, label, signOnMode, status }: App): Candidate {
  return { id, name: label, facts: [signOnMode ?? "no sign-on", status] };
}
