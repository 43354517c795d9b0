import { fold } from "../okta/lookup.ts";
import { byRank, type Finding as AnyFinding } from "./findings.ts";
import type { Cause } from "./rules/rule.ts";

/**
 * What a person reports, as far as it tells where to look first. It only chooses among the causes that the evidence
 * supports: whoever words it cannot make one up, or hide a graver one.
 */
export interface Symptom {
  /** The causes that it may mean; none where it speaks of nothing that is known. */
  causes: ReadonlySet<Cause>;
  /** The labels of the apps that it names. */
  apps: readonly string[];
}

/** What people say, and the causes that it may mean. */
const SAYINGS: readonly { says: RegExp; causes: readonly Cause[] }[] = [
  {
    says: /\block(s|ed|ing|out)?\b|too many (failed )?(tries|attempts)/i,
    causes: ["stale_password", "forgotten_password", "account_attacked", "locked_unexplained"],
  },
  {
    says: /pass ?(word|code|phrase)|\bpwd?\b|credentials|expir|\breset|forg[eo]t/i,
    causes: [
      "stale_password",
      "forgotten_password",
      "password_expired",
      "reset_unfinished",
      "never_activated",
      "wrong_login", // Okta tells nobody which of the two was wrong
      "failures_unexplained",
    ],
  },
  {
    says:
      /\b([m2]fa|factors?|push(es)?|prompts?|codes?|otp|totp|sms|text messages?|phones?|passkeys?|yubikeys?)\b|okta verify|verif|authenticat|security key/i,
    causes: [
      "no_factor",
      "phone_lost",
      "prompt_unanswered",
      "wrong_code",
      "account_taken_over",
      "account_attacked",
      "failures_unexplained",
    ],
  },
  {
    says:
      /\bactivat|invit|welcome|\bnew (hire|starter|joiner|employee|colleague|account)|first (day|time|sign)|onboard/i,
    causes: ["never_activated"],
  },
  { says: /\be-?mails?\b|\bmail\b|\blinks?\b|inbox/i, causes: ["never_activated", "reset_unfinished"] },
  { says: /outlook|(mail|calendar) (app|program|client)|(stored|saved|old) pass/i, causes: ["stale_password"] },
  { says: /suspend|de-?activat|disabled|terminat|account (is )?gone/i, causes: ["suspended", "deprovisioned"] },
  { says: /\bapps?\b|application|\btiles?\b|assign|dashboard|missing/i, causes: ["app_not_assigned", "policy_denied"] },
  {
    says:
      /den(y|ied)|not (allowed|permitted)|permission|polic(y|ies)|block|abroad|travel|\bvpn\b|hotel|countr(y|ies)|network|office|\bhome\b|wi-?fi|device|laptop/i,
    causes: ["policy_denied", "address_blocked"],
  },
  {
    says:
      /hack|attack|phish|suspicious|strange|stolen|compromis|(some(one|body)|anyone) else|(wasn'?t|was not|not) me\b|did(n'?t| not) (do|ask|request|try|sign)/i,
    causes: ["account_taken_over", "account_attacked"],
  },
  {
    says:
      /every(one|body)|all of (us|them)|colleagues|whole team|outage|director(y|ies)|\bldap\b|\bad (agent|pass)|\bagent\b|\bidp\b/i,
    causes: ["directory_down"],
  },
  { says: /rate.?limit|\b429\b|too many requests|throttl/i, causes: ["rate_limited"] },
  {
    says: /user ?name|\blogin name|unknown user|not (found|recogni[sz]ed|exist)|doesn'?t exist|wrong (login|e-?mail)/i,
    causes: ["wrong_login", "deprovisioned"],
  },
];

/** The most characters of a report that are read: whoever pastes a whole conversation says what it is about early. */
const READ = 2_000;

/** Reads a report, in English. @param labels Of the apps that it may name. */
export function readSymptom(report: string, labels: readonly string[] = []): Symptom {
  const text = report.slice(0, READ).normalize("NFKC").replace(/[‘’]/g, "'");
  const apps = labelsNamed(text, labels);
  const causes = SAYINGS.filter(({ says }) => says.test(text)).flatMap(({ causes }) => causes);
  const ofApps = apps.length === 0 ? [] : ["app_not_assigned", "policy_denied"] as const;
  return { causes: new Set([...causes, ...ofApps]), apps };
}

/** Whether a finding may be what was reported; not where the one is about one app and the other about another. */
function fits({ causes, apps }: Symptom, { id, next }: AnyFinding<Cause>): boolean {
  const found = next.flatMap(({ call }) => call?.arguments.app ?? []);
  return causes.has(id) && (apps.length === 0 || found.length === 0 || found.some((app) => apps.includes(app)));
}

/** What a person notices who is kept out altogether. */
const SHUT_OUT: readonly Cause[] = ["app_not_assigned", "policy_denied"];

/** Whether a finding accounts for what was reported: it fits, or keeps the person out wherever that is. */
export function explains(symptom: Symptom, finding: AnyFinding<Cause>): boolean {
  return fits(symptom, finding) ||
    (finding.severity === "blocking" && SHUT_OUT.some((cause) => symptom.causes.has(cause)));
}

/**
 * The order of findings in the light of a report: what fits it comes first, and yet never before an attack or before
 * what a record or the log states to keep the person out.
 */
export function byFit(symptom: Symptom): (a: AnyFinding<Cause>, b: AnyFinding<Cause>) => number {
  const place = (finding: AnyFinding<Cause>) => {
    if (finding.severity === "critical") return 0;
    if (finding.severity === "blocking" && finding.confidence === "certain") return 1;
    if (fits(symptom, finding)) return 2;
    return finding.id === "nothing_wrong" ? 3 : 4;
  };
  return (a, b) => place(a) - place(b) || Number(fits(symptom, b)) - Number(fits(symptom, a)) || byRank(a, b);
}

/**
 * The labels that a report names, word for word; case, accents and spaces do not count ("sales force", "Office365"),
 * and a maker's name before the rest may be left out ("Office 365" for "Microsoft Office 365").
 */
function labelsNamed(report: string, labels: readonly string[]): string[] {
  const said = wordsOf(report);
  const runs = new Set(
    said.flatMap((_, from) => Array.from({ length: 6 }, (_, length) => said.slice(from, from + length + 1).join(""))),
  );
  return labels.filter((label) => {
    const name = wordsOf(label);
    return name.length > 0 && (runs.has(name.join("")) || (name.length > 2 && runs.has(name.slice(1).join(""))));
  });
}

function wordsOf(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}
