import * as z from "zod";
import { suggestUsers } from "../tools/shared/suggest.ts";
import { definePrompt, given, steps } from "./define.ts";

export const offboardUser = definePrompt({
  name: "offboard_user",
  title: "Somebody leaves",
  description: "Closes a leaver's account in the right order, and names what has to be handed over or ended elsewhere.",
  tools: ["get_user_details", "list_users", "clear_user_sessions", "change_user_status"],
  input: z.object({ user: z.string().describe("Login, e-mail, id or full name") }),
  complete: { user: suggestUsers },
  write: ({ user }) =>
    [
      `${given(user)} leaves us.`,
      steps(
        `Call get_user_details user=${
          given(user)
        } include=["profile","groups","apps","factors","roles"] and repeat who ` +
          "this is: name, login, department, manager. Ask me whether that is the one, and whether it is now or on a date.",
        "Name what must be handed over first: admin roles, people who report to them (list_users by managerId or " +
          "manager), API tokens and apps that run under their name.",
        "List the apps: in which Okta deactivates the account, and in which somebody must do it by hand.",
        "Where a directory or HR system keeps the account, it must be ended there, or an import brings it back.",
        "To shut out at once and keep everything: change_user_status action=suspend. To end: action=deactivate, which " +
          "takes apps and password away. Propose which, with what is lost; I decide.",
        "After either, call clear_user_sessions, and say that sessions inside apps go on until they end there.",
        "Check with get_user_details, and give me the list of what is left to do by hand, with who does it.",
      ),
    ].join("\n\n"),
});
