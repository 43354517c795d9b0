import type { LogEvent } from "../../okta/log_event.ts";
import { groupBy, oneEach } from "../case.ts";
import { ago, shownBy, shownByAll } from "../describe.ts";
import { timeOf } from "../facts.ts";
import { THRESHOLDS } from "../thresholds.ts";
import { count, own, words } from "../words.ts";
import type { Rule } from "./rule.ts";
import { isCurrent } from "./shared/lock.ts";

const MINUTE = 60_000;

/** Checks that another party makes for Okta. */
const DELEGATED: ReadonlyMap<string, string> = new Map([
  ["user.authentication.auth_via_AD_agent", "Active Directory"],
  ["user.authentication.auth_via_LDAP_agent", "the LDAP directory"],
  ["user.authentication.auth_via_IDP", "the identity provider"],
  ["user.authentication.auth_via_inbound_SAML", "the identity provider"],
  ["user.authentication.auth_via_social", "the identity provider"],
]);

/** The person's own doing, and no sign that the directory is unwell. */
const OWN_FAULT = /INVALID_CREDENTIALS|INVALID_PASSWORD|LOCKED_OUT|PASSWORD_EXPIRED|ACCOUNT|DISABLED/i;

export const directoryDown: Rule = {
  id: "directory_down",
  title: "Directory or identity provider down",
  looksFor:
    "Sign-ins of this person that failed at Active Directory, LDAP or an identity provider for another reason " +
    `than the password; and within ${THRESHOLDS.outageMinutes} minutes the same for at least ${THRESHOLDS.outageUsers} ` +
    "people, or an agent that lost its connection.",
  concludes: "One person's failure may be their account. Several people's at one moment, or a silent agent, are the " +
    "directory or the way to it.",
  refutedBy: "Colleagues with the same directory sign in at the same time.",
  judge(opened) {
    const { recent, org } = opened;
    const mine = oneEach(recent.filter(isOutage));
    const last = mine.at(-1);
    if (last === undefined) return { ruledOut: own("no sign-in failed at a directory or identity provider") };
    const around = (event: LogEvent) =>
      Math.abs(timeOf(event) - timeOf(last)) <= opened.thresholds.outageMinutes * MINUTE;
    const others = groupBy(
      org.filter((event) => isOutage(event) && event.eventType === last.eventType && around(event)),
      ({ actor }) => actor.id,
    );
    others.delete(opened.user.id);
    const agent = org.filter((event) => isAgentTrouble(event) && around(event));
    const back = org.find((event) => isAgentBack(event) && timeOf(event) > timeOf(last));
    const over = opened.lastOwnSignIn !== undefined && timeOf(opened.lastOwnSignIn) > timeOf(last);
    const name = DELEGATED.get(last.eventType)!;
    const wide = others.size + 1 >= opened.thresholds.outageUsers || agent.length > 0;
    if (!wide && (over || !isCurrent(last, opened))) {
      return {
        ruledOut: words`a failure at ${own(name)} ${ago(last.time, opened.now)} that did not last`,
        close: true,
      };
    }
    return {
      found: {
        severity: over ? "notice" : "blocking",
        confidence: agent.length > 0 && others.size > 0 ? "certain" : wide ? "likely" : "possible",
        headline: wide
          ? words`${own(name)} did not answer${
            others.size === 0 ? own("") : words`, for ${count(others.size + 1, "person", "people")} at once`
          }${over || back !== undefined ? words`, ${ago(last.time, opened.now)}` : own("")}`
          : words`sign-ins fail at ${own(name)}, so far for this person only`,
        evidence: [
          shownByAll(
            mine,
            words`${count(mine.length, "sign-in")} failed at ${own(name)}${
              last.reason === null ? own("") : words`: ${last.reason}`
            }`,
          ),
          ...(others.size === 0 ? [] : [
            shownByAll(
              [...others.values()].flat(),
              words`${count(others.size, "other person", "other people")} failed in the same way`,
            ),
          ]),
          ...(agent.length === 0 ? [] : [
            shownByAll(
              agent,
              words`agent trouble${agent[0]!.reason === null ? own("") : words`: ${agent[0]!.reason}`}`,
            ),
          ]),
          ...(back === undefined ? [] : [shownBy(back, own("the agent was back"))]),
        ],
        next: back === undefined && !over
          ? [{ what: words`tell whoever runs the agents of ${own(name)}; nothing about this account needs changing` }]
          : [{ what: own("have them try again: it was over when the agent came back") }],
      },
    };
  },
};

function isOutage(event: LogEvent): boolean {
  return event.outcome === "FAILURE" && DELEGATED.has(event.eventType) && !OWN_FAULT.test(event.reason ?? "");
}

function isAgentTrouble({ eventType, outcome }: LogEvent): boolean {
  return (eventType.startsWith("system.agent.") && outcome === "FAILURE") ||
    eventType === "system.agent.ldap.disconnect" ||
    eventType === "system.iwa.go_offline";
}

function isAgentBack({ eventType, outcome }: LogEvent): boolean {
  return outcome === "SUCCESS" &&
    /^system\.(agent\.(ad\.(connect|start|reactivate)|ldap\.reconnect|connector\.(connect|reactivate))|iwa\.go_online)$/
      .test(eventType);
}
