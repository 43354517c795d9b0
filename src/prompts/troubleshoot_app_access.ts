import * as z from "zod";
import { suggestApps, suggestUsers } from "../tools/shared/suggest.ts";
import { definePrompt, given, HAND_OVER, steps } from "./define.ts";

export const troubleshootAppAccess = definePrompt({
  name: "troubleshoot_app_access",
  title: "Somebody cannot use an app",
  description: "Finds out why a person cannot use an app: where it breaks, since when, and the shortest fix.",
  tools: ["explain_app_access", "find_changes"],
  input: z.object({
    user: z.string().describe("Login, e-mail, id or full name"),
    app: z.string().describe("Label or id"),
    symptom: z.string().exactOptional().describe("What they see or say"),
  }),
  complete: { user: suggestUsers, app: suggestApps },
  write: ({ user, app, symptom }) =>
    [
      `${given(user)} cannot use ${given(app)}.${symptom === undefined ? "" : ` They report: ${given(symptom)}.`}`,
      steps(
        `Call explain_app_access user=${given(user)} app=${given(app)}.`,
        "Say yes or no first: may they use it by Okta's account? Then where it breaks, with the evidence.",
        "Where access was taken away, call find_changes for who did it, when and why it looks deliberate or not. What " +
          "somebody removed on purpose is not given back without their word.",
        "Where Okta lets them in, say so plainly: the trouble is in the app, and name who runs it.",
        "Propose the shortest fix, a group before a direct assignment, and whom to ask for it. Wait for my word.",
      ),
      HAND_OVER,
    ].join("\n\n"),
});
