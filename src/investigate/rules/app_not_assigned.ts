import { groupBy } from "../case.ts";
import { actorOf, ago, callFor, shownBy, shownByAll } from "../describe.ts";
import { appOf } from "../events.ts";
import { count, listed, own, words } from "../words.ts";
import type { Rule } from "./rule.ts";
import { isOvercome } from "./shared/apps.ts";
import { isCurrent } from "./shared/lock.ts";

export const appNotAssigned: Rule = {
  id: "app_not_assigned",
  title: "App not assigned",
  looksFor:
    "The person opened an app that they do not have, from their own places, and that was neither opened nor assigned since.",
  concludes: "The sign-in works; the app is missing. Okta writes this down only for a person who is signed in.",
  refutedBy: "The app was assigned after the last attempt.",
  judge(opened) {
    const attempts = opened.recent.filter((event) =>
      event.eventType === "app.generic.unauth_app_access_attempt" && !opened.isStrangers(event) &&
      !isOvercome(event, opened)
    );
    const last = attempts.at(-1);
    if (last === undefined || !isCurrent(last, opened)) {
      return { ruledOut: own("no app refused for want of an assignment") };
    }
    const app = appOf(last);
    const name = app?.name ?? app?.id ?? "";
    const same = attempts.filter((event) => appOf(event)?.id === app?.id);
    const lost = opened.events.findLast((event) =>
      event.eventType === "application.user_membership.remove" && appOf(event)?.id === app?.id
    );
    const more = [...groupBy(attempts, (event) => appOf(event)?.name).keys()].filter((other) => other !== name);
    return {
      found: {
        severity: "hindering",
        confidence: "certain",
        headline: words`signs in, but ${name} is not assigned to them`,
        evidence: [
          shownByAll(
            same,
            words`refused at ${name} ${count(same.length, "time")}, the last ${ago(last.time, opened.now)}`,
          ),
          ...(lost === undefined ? [] : [shownBy(lost, words`${name} was taken away by ${actorOf(lost.actor)}`)]),
          ...(more.length === 0 ? [] : [{ what: words`also refused at ${listed(more)}` }]),
        ],
        next: [{
          what: own("see what gave it before and the shortest way back"),
          call: callFor(opened.user, "explain_app_access", { app: name }),
        }],
      },
    };
  },
};
