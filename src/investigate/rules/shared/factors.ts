import type { Factor } from "../../../okta/factors.ts";
import type { LogEvent } from "../../../okta/log_event.ts";
import { type Case, oneEach, sinceLastSignIn } from "../../case.ts";
import { ago, callFor, clientOf, lastingOf, placeOf, shownByAll } from "../../describe.ts";
import { isDenied, isFactorAccepted, isPrompt, isRightPassword, isUnanswered } from "../../events.ts";
import { timeOf } from "../../facts.ts";
import type { Evidence, Found, Step } from "../../findings.ts";
import { count, listed, own, type Words, words } from "../../words.ts";

/** What the rules about factors share. */

const MINUTE = 60_000;

/** Not a second factor to sign in with: the password itself, and what only helps to recover it. */
const NO_SECOND_FACTOR = new Set(["password", "question"]);

/** Factors that live in Okta Verify on the phone, and an e-mail that mostly serves recovery: no way round the phone. */
const ON_THE_PHONE = new Set(["push", "signed_nonce", "token:software:totp", "email"]);

/** Prompts at the person's own places that nobody answered, since the last prompt or code that somebody did. */
export function unanswered(opened: Case): LogEvent[] {
  const { recent, now, thresholds } = opened;
  const answered = recent.findLast((event) => isFactorAccepted(event) || isDenied(event));
  const later = recent.filter((event) => answered === undefined || timeOf(event) > timeOf(answered));
  const silent = oneEach(later.filter((event) => isUnanswered(event) && !opened.isStrangers(event)));
  if (silent.length > 0) return silent;
  // Okta's classic engine writes nothing when a prompt runs out.
  const due = now.getTime() - thresholds.promptMinutes * MINUTE;
  return oneEach(later.filter((event) => isPrompt(event) && !opened.isStrangers(event) && timeOf(event) <= due));
}

/** Whether the phone was silent for longer than a forgotten phone is. */
export function isLongSilence(silent: readonly LogEvent[], { thresholds }: Case): boolean {
  return timeOf(silent.at(-1)!) - timeOf(silent[0]!) >= thresholds.phoneSilentHours * 60 * MINUTE;
}

/** What follows from prompts without an answer. @param headline What they mean, in a clause. */
export function promptTrouble(opened: Case, silent: readonly LogEvent[], headline: Words): Found {
  const [first, last] = [silent[0]!, silent.at(-1)!];
  const factor = factorOf(opened, last);
  const phone = factor?.device ?? undefined;
  const passwords = opened.recent.filter((event) =>
    isRightPassword(event) && timeOf(event) >= timeOf(first) - 10 * MINUTE
  );
  return {
    severity: sinceLastSignIn(silent, opened).length > 0 ? "blocking" : "hindering",
    confidence: "likely",
    headline: phone === undefined ? headline : words`${headline}: ${phone}`,
    evidence: [
      shownByAll(
        silent,
        words`${count(silent.length, "prompt")}${
          phone === undefined ? own("") : words` to ${phone}`
        } without an answer within ${lastingOf(silent)}, the last ${ago(last.time, opened.now)}; sign-ins with ${
          clientOf(last)
        } from ${placeOf(last)}`,
      ),
      ...(passwords.length === 0 ? [] : [shownByAll(passwords, own("the password was right"))]),
      ...(factor?.created === null || factor === undefined
        ? []
        : [{ what: words`that factor was enrolled ${ago(factor.created, opened.now)}` }]),
      ...otherFactors(opened),
    ],
    next: [
      { what: own("ask which phone the prompt should reach, and whether Okta Verify may notify there") },
      resetFactor(opened, last),
    ],
  };
}

/** How to let the person enrol anew. */
export function resetFactor(opened: Case, event: LogEvent): Step {
  const factor = factorOf(opened, event);
  return {
    what: own("if it is a new or lost phone, and you know that it is them: reset that factor, so that they enrol anew"),
    call: callFor(opened.user, "reset_user_factors", factor === undefined ? {} : { factor: factor.factorType }),
  };
}

/** Other factors that the person could choose at once. */
export function otherFactors({ factors }: Case): Evidence[] {
  const rest = usableFactors(factors ?? []).filter(({ factorType }) => !ON_THE_PHONE.has(factorType));
  return rest.length === 0 ? [] : [{ what: words`they could choose another factor now: ${namesOf(rest)}` }];
}

export function usableFactors(factors: readonly Factor[]): Factor[] {
  return factors.filter(({ status, factorType }) => status === "ACTIVE" && !NO_SECOND_FACTOR.has(factorType));
}

export function namesOf(factors: readonly Factor[]): Words {
  const names = factors.map(({ factorType, device }) =>
    device === null ? words`${factorType}` : words`${factorType} (${device})`
  );
  return listed(names, 4);
}

/** The enrolled factor that an event was about. */
function factorOf({ factors }: Case, { targets, factor }: LogEvent): Factor | undefined {
  return factors?.find(({ id }) => targets.some((target) => target.id === id)) ??
    (/PUSH/i.test(factor ?? "") ? factors?.find(({ factorType }) => factorType === "push") : undefined);
}
