import * as z from "zod";
import { suggestGroups, suggestUsers } from "../tools/shared/suggest.ts";
import { definePrompt, given, HAND_OVER, steps } from "./define.ts";

export const onboardUser = definePrompt({
  name: "onboard_user",
  title: "Get a new person going",
  description: "Brings a new person's account to where they can work: activation, profile, groups, apps, a factor.",
  tools: ["get_user_details", "change_user_status", "reinvite_user", "update_user_profile", "add_user_to_group"],
  input: z.object({
    user: z.string().describe("Who starts: login, e-mail, id or full name"),
    like: z.string().exactOptional().describe("A colleague with the same job"),
    group: z.string().exactOptional().describe("A group to start in"),
  }),
  complete: { user: suggestUsers, like: suggestUsers, group: suggestGroups },
  write: ({ user, like, group }) =>
    [
      `${given(user)} starts with us.${like === undefined ? "" : ` The job is that of ${given(like)}.`}${
        group === undefined ? "" : ` They start in the group ${given(group)}.`
      }`,
      steps(
        `Call get_user_details user=${
          given(user)
        } include=["profile","groups","apps","factors"]. Where nobody is found, ` +
          "say that the account is missing and where accounts come from here; do not invent one.",
        "Check the profile first: department, title and manager fill groups by rule. Propose update_user_profile for " +
          "what is missing.",
        like === undefined
          ? "Ask me which groups the job needs."
          : `Call get_user_details user=${given(like)} include=["groups","apps"] and list what the new person lacks. ` +
            "Leave out admin roles and whatever is that colleague's alone.",
        "Propose groups before direct assignments, each with what it gives; add_user_to_group shows that before it acts. " +
          "I choose.",
        "STAGED: change_user_status action=activate sends the invitation. PROVISIONED for long: reinvite_user. Do this " +
          "last, so that the first sign-in finds everything in place.",
        "Check once more with get_user_details and tell me what is open: invitation not accepted, no factor, apps that " +
          "report an error.",
      ),
      HAND_OVER,
    ].join("\n\n"),
});
