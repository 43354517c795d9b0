import * as z from "zod";
import { suggestUsers } from "../tools/shared/suggest.ts";
import { definePrompt, given, steps } from "./define.ts";

export const reviewSecurity = definePrompt({
  name: "review_security",
  title: "Is this account in wrong hands?",
  description:
    "Looks for signs that somebody else uses, or attacks, a person's account, and proposes how to secure it.",
  tools: ["review_user_security", "get_user_logs", "secure_user_account"],
  input: z.object({
    user: z.string().describe("Login, e-mail, id or full name"),
    since: z.string().exactOptional().describe("48h, 3 days ago, ISO 8601"),
  }),
  complete: { user: suggestUsers },
  write: ({ user, since }) =>
    [
      `Is somebody else in the Okta account of ${given(user)}, or after it?`,
      steps(
        `Call review_user_security user=${given(user)}${since === undefined ? "" : ` since=${given(since)}`}.`,
        "Say the level first, then each sign with its time and place, and what would make it harmless: a trip, a new " +
          "phone, a VPN.",
        "List what I should ask the person by phone to tell the two apart. Not by mail: a stranger may read it.",
        "For medium and above read get_user_logs from the first strange sign-in on, and say what was reached: apps, " +
          "factors enrolled, roles, tokens.",
        "For high and critical propose secure_user_account with the steps and factors that fit, and say what they cost " +
          "the person. Do it only once I agree.",
        "Say whom to tell: the security team, and the owners of the apps that were reached.",
      ),
    ].join("\n\n"),
});
