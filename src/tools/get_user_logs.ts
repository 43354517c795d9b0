import * as z from "zod";
import { logFilter } from "../okta/log_filter.ts";
import { defineTool } from "./define.ts";
import { eventList, eventListOutput } from "./shared/event_list.ts";
import { listArguments } from "./shared/listing.ts";
import { userInLog } from "./shared/log_subject.ts";
import { logWindow, windowArguments } from "./shared/log_window.ts";
import { argument } from "./shared/say.ts";

export const getUserLogs = defineTool({
  name: "get_user_logs",
  title: "Get a user's log",
  description: "What one person did in Okta and what was done to them, newest first. For why they cannot sign in use " +
    "investigate_user, which reads this and concludes.",
  toolset: "core",
  scopes: ["okta.logs.read", "okta.users.read"],
  input: z.object({
    user: z.string().describe("Login, e-mail, id or full name"),
    ...windowArguments("7d"),
    ...listArguments,
  }),
  output: eventListOutput,

  async run(args, call) {
    const window = logWindow(args, call.now());
    const user = await userInLog(call.okta, args.user);
    const answer = await eventList(call, {
      what: `by or about ${user.text}`,
      window,
      filter: logFilter({ userId: user.id }),
      limit: args.limit,
      cursor: args.cursor,
      known: user.id,
      advice: `Try an earlier since (Okta keeps 90 days), or get_user_details user=${
        argument(user.ref)
      } for the last sign-in.`,
      narrow: `a later since, or search_logs user=${argument(user.ref)} with event_type or outcome`,
    });
    const failed = answer.data.events.some(({ outcome }) => outcome === "FAILURE" || outcome === "DENY");
    return failed ? { ...answer, text: `${answer.text}\nNext: investigate_user user=${argument(user.ref)}` } : answer;
  },
});
