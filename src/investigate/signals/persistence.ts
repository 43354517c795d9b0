import { own } from "../words.ts";
import { THRESHOLDS } from "../thresholds.ts";
import { actsOfStrangers } from "./after_strangers.ts";
import type { SignalRule } from "./signal.ts";

/** Ways to keep a foothold, or to use one. */
const FOOTHOLDS: ReadonlyMap<string, string> = new Map([
  ["system.api_token.create", "API token created"],
  ["user.account.privilege.grant", "admin role granted"],
  ["group.privilege.grant", "admin role granted to a group"],
  ["user.account.update_primary_email", "primary e-mail address changed"],
  ["user.account.update_secondary_email", "secondary e-mail address changed"],
  ["user.account.update_password", "password changed"],
  ["user.lifecycle.create", "user created"],
  ["application.lifecycle.create", "app created"],
  ["system.idp.lifecycle.create", "identity provider added"],
  ["policy.rule.update", "policy rule changed"],
  ["zone.update", "network zone changed"],
  ["user.session.access_admin_app", "Admin Console opened"],
]);

export const persistence: SignalRule = {
  id: "persistence",
  title: "Foothold after a strange sign-in",
  looksFor:
    "A sign-in that was probably not the person's (from a place that is not theirs, with a country never seen, " +
    "a proxy, high risk, or wrong passwords or denied prompts just before) and, in its session or from its address " +
    `within ${THRESHOLDS.persistenceHours} hours: an API token, an admin role, a changed e-mail address or password, ` +
    "a new app, user or identity provider, a changed policy or zone, a visit to the Admin Console.",
  concludes: "An intruder secures the way back before anything else, as a mail thief sets a forwarding rule.",
  refutedBy: "The person was there and did this themselves.",
  read(opened) {
    const evidence = actsOfStrangers(opened, FOOTHOLDS);
    if (evidence.length === 0) return undefined;
    return { level: "critical", headline: own("a strange sign-in was used to gain a foothold"), evidence };
  },
};
