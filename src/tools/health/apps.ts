import { type App, groupsOfApp, listApps, signingKeys, usersOfApp } from "../../okta/apps.ts";
import { ownersOfGroup } from "../../okta/groups.ts";
import { object, text } from "../../okta/read.ts";
import { age } from "../shared/moment.ts";
import { callText } from "../shared/say.ts";
import { type Check, concern } from "./check.ts";
import { once } from "../shared/once.ts";
import { readable } from "../shared/readable.ts";

/**
 * Apps looked into, those whose certificates can run out first. Two or three requests each, which Okta counts against
 * the small limit of the list of apps: half a minute's worth of it.
 */
const SAMPLE = 12;

/** Sign-on modes in which a certificate can run out. */
const SIGNING = ["SAML_2_0", "SAML_1_1", "WS_FEDERATION"];

/** Days to the end of a certificate: a change of certificate takes the other side's people, too. */
const SOON_DAYS = 30;
const NOTICE_DAYS = 60;

const DAY = 86_400_000;

/** Certificates near their end, apps that nobody answers for, apps that nobody has. */
export const checkApps: Check = async ({ okta, now }) => {
  const { items, cursorAfter } = await listApps(okta, { status: "ACTIVE" }, { limit: 200 });
  const sample = items.toSorted((a, b) => Number(signs(b)) - Number(signs(a))).slice(0, SAMPLE);
  const owners = (groupId: string) => once(okta, `owners of ${groupId}`, () => readable(ownersOfGroup(okta, groupId)));
  const apps = await Promise.all(sample.map(async (app) => {
    const [groups, keys] = await Promise.all([groupsOfApp(okta, app.id), signs(app) ? signingKeys(okta, app) : []]);
    const [owned, users] = await Promise.all([
      Promise.all(groups.map(({ id }) => owners(id))),
      groups.length === 0 ? usersOfApp(okta, app.id, { limit: 1 }) : undefined,
    ]);
    return {
      app,
      expires: keys.find(({ inUse }) => inUse)?.expiresAt ?? null,
      // Where owners cannot be read, nobody can say that there are none.
      answeredFor: isService(app) || adminNote(app) !== null ||
        owned.some(({ value }) => value === undefined || value.length > 0),
      unused: users?.items.length === 0 && !isService(app),
    };
  }));
  const within = (from: number, to: number) => ({ expires }: { expires: string | null }) => {
    const days = expires === null ? Infinity : (Date.parse(expires) - now().getTime()) / DAY;
    return days > from && days <= to;
  };
  const label = ({ app }: { app: App }) => app.label;
  const ending = ({ app, expires }: { app: App; expires: string | null }) =>
    `${app.label} (${age(expires ?? "", now())})`;
  const look = (include: string) => ({ app }: { app: App }) =>
    `${callText({ tool: "get_application_details", arguments: { app: app.label } })} include=["${include}"]`;
  return {
    concerns: [
      ...concern(
        "high",
        "the signing certificate has run out",
        apps.filter(within(-Infinity, 0)),
        ending,
        look("certificates"),
      ),
      ...concern(
        "high",
        "the signing certificate ends soon: sign-in fails then",
        apps.filter(within(0, SOON_DAYS)),
        ending,
        look("certificates"),
      ),
      ...concern(
        "medium",
        "the signing certificate ends within two months",
        apps.filter(within(SOON_DAYS, NOTICE_DAYS)),
        ending,
        look("certificates"),
      ),
      ...concern(
        "low",
        "nobody to ask: no owner of a group that gives the app, no admin note",
        apps.filter(({ answeredFor, unused }) => !answeredFor && !unused),
        label,
        look("groups"),
      ),
      ...concern("low", "active, but nobody has the app", apps.filter(({ unused }) => unused), label, look("users")),
    ],
    looked: `${apps.length} of ${cursorAfter() === undefined ? items.length : `more than ${items.length}`} active apps`,
  };
};

function signs({ signOnMode }: App): boolean {
  return SIGNING.includes(signOnMode ?? "");
}

/** The note for administrators, where orgs without owners write who answers for an app. */
function adminNote({ document }: App): string | null {
  return text(object(object(document.settings).notes).admin)?.trim() || null;
}

/** An app that acts for itself: nobody is ever assigned to it. */
function isService({ document }: App): boolean {
  return object(object(document.settings).oauthClient).application_type === "service";
}
