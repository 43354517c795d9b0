import * as z from "zod";
import { definePrompt, given, steps } from "./define.ts";

export const investigateIncident = definePrompt({
  name: "investigate_incident",
  title: "Something happens to many",
  description: "Looks into trouble or an attack that concerns many people: extent, cause, who is affected, what to do.",
  tools: ["search_logs", "get_failed_login_attempts", "find_changes", "review_user_security", "secure_user_account"],
  input: z.object({
    what: z.string().describe("What is seen: an address, an app, an error, a rumour"),
    since: z.string().exactOptional().describe("48h, 3 days ago, ISO 8601"),
  }),
  write: ({ what, since }) =>
    [
      `Something is going on in our Okta org: ${given(what)}.`,
      steps(
        `Call search_logs since=${
          given(since ?? "24h")
        } summarize=true, and get_failed_login_attempts for the same time. ` +
          "Say what stands out from an ordinary day: event types, outcomes, addresses, countries, hours.",
        "Decide what it is and say how sure: an attack (spray, push fatigue, stolen session), a change of ours (policy, " +
          "app, network zone: find_changes), trouble of Okta or of a directory agent, a rate limit.",
        "Narrow by the address, app or event type that stands out, until first and last event are known.",
        "List who is affected: tried, got in, locked out. For each who got in call review_user_security.",
        "Write the time line: UTC time, what, who, from where, event id.",
        "Propose what to do at once, the gravest first: secure_user_account for accounts in wrong hands, then what the " +
          "Admin Console must do (block an address, roll a change back). One consent at a time.",
        "Say what you could not see, such as logs older than 90 days or what happened inside apps.",
      ),
    ].join("\n\n"),
});
