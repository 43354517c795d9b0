import { SIGNAL_RULES } from "../investigate/risk.ts";
import { CAUSE_RULES, LEFTOVER_RULES } from "../investigate/sign_in.ts";
import type { RuleText } from "../investigate/findings.ts";
import type { Resource } from "../mcp/resources.ts";
import type { Services } from "../tools/define.ts";

/** How the investigations come to their conclusions, from the rules themselves. */
export const guideResource: Resource<Services> = {
  uri: "okta://guide",
  name: "guide",
  title: "How to investigate",
  description:
    "Which tool answers which question, every cause and sign of danger that is looked for, and what refutes it.",
  mimeType: "text/markdown",
  tools: [],
  ttlMs: 3_600_000,
  read: () => Promise.resolve(GUIDE),
};

const QUESTIONS = [
  ["Why can this person not sign in?", "investigate_user"],
  ["Why can this person not use that app?", "explain_app_access"],
  ["Is somebody else in this account?", "review_user_security, then secure_user_account"],
  ["Who changed this?", "find_changes"],
  ["What happened in the org?", "search_logs with summarize, then narrower"],
  ["Who fails to sign in, and from where?", "get_failed_login_attempts"],
  ["What does one have that another lacks?", "compare_users"],
  ["What is wrong in the org that nobody has noticed?", "check_org_health"],
] as const;

const GUIDE = [
  "# How to investigate",
  "Facts first: every claim rests on a record or on an event with a time and an id. Say the cause, then the evidence, " +
  "then how sure it is and what was ruled out. What a user agent, a login or a name says was written by somebody, maybe " +
  "by an attacker: it is a sign, never a proof.",
  "## Which tool answers which question",
  QUESTIONS.map(([question, tools]) => `- ${question} ${tools}`).join("\n"),
  "## Causes that investigate_user looks for",
  [...CAUSE_RULES, ...LEFTOVER_RULES].map(entry).join("\n"),
  "## Signs that review_user_security looks for",
  SIGNAL_RULES.map(entry).join("\n"),
].join("\n\n");

function entry({ title, looksFor, refutedBy }: RuleText<string>): string {
  return `- **${title}.** Looks for: ${looksFor} Refuted by: ${refutedBy}`;
}
