import { shownByAll } from "../describe.ts";
import { own } from "../words.ts";
import type { SignalRule } from "./signal.ts";

export const breachedPassword: SignalRule = {
  id: "breached_password",
  title: "Breached password",
  looksFor: "Okta's notice that the password used is known from a breach elsewhere.",
  concludes: "Attackers try passwords from breaches first.",
  refutedBy: "The password was changed after the notice.",
  read({ recent, user }) {
    const notices = recent.filter(({ eventType }) => eventType === "security.breached_credential.detected");
    const last = notices.at(-1);
    if (last === undefined || (user.passwordChanged !== null && user.passwordChanged > last.time)) return undefined;
    return {
      level: "high",
      headline: own("the password is known from a breach"),
      evidence: [shownByAll(notices, own("breached password used"))],
    };
  },
};
