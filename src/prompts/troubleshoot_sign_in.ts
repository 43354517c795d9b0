import * as z from "zod";
import { suggestUsers } from "../tools/shared/suggest.ts";
import { definePrompt, given, HAND_OVER, steps } from "./define.ts";

export const troubleshootSignIn = definePrompt({
  name: "troubleshoot_sign_in",
  title: "Somebody cannot sign in",
  description: "Finds out why a person cannot sign in, proves it, and proposes the one change that helps.",
  tools: ["investigate_user", "get_user_logs"],
  input: z.object({
    user: z.string().describe("Login, e-mail, id or full name"),
    symptom: z.string().exactOptional().describe("What they see or say"),
  }),
  complete: { user: suggestUsers },
  write: ({ user, symptom }) =>
    [
      `${given(user)} cannot sign in to Okta.${symptom === undefined ? "" : ` They report: ${given(symptom)}.`}`,
      steps(
        `Call investigate_user user=${given(user)}${symptom === undefined ? "" : ` symptom=${given(symptom)}`}.`,
        "Tell me the cause first, then the evidence with times, how sure it is, and what was ruled out.",
        "Where what they report does not fit the cause, look at get_user_logs around that time and say what is still open.",
        "Propose the one next action and what it does to the person. Where an attack is likely, propose no unlock and no " +
          "reset before somebody has talked to the person.",
        "Once I agree and it is done, check that the account stands as it should.",
      ),
      HAND_OVER,
    ].join("\n\n"),
});
