import * as z from "zod";
import { logFilter } from "../okta/log_filter.ts";
import { defineTool } from "./define.ts";
import { eventList, eventListOutput } from "./shared/event_list.ts";
import { listArguments } from "./shared/listing.ts";
import { appInLog } from "./shared/log_subject.ts";
import { logWindow, windowArguments } from "./shared/log_window.ts";
import { argument } from "./shared/say.ts";

export const getApplicationLogs = defineTool({
  name: "get_application_logs",
  title: "Get an app's log",
  description:
    "What happened at one app, newest first: sign-ins, refusals, assignments, provisioning, changes of its " +
    "settings. For who changed what use find_changes.",
  toolset: "core",
  scopes: ["okta.logs.read", "okta.apps.read"],
  input: z.object({
    app: z.string().describe("Label or id"),
    ...windowArguments("24h"),
    ...listArguments,
  }),
  output: eventListOutput,

  async run(args, call) {
    const window = logWindow(args, call.now());
    const app = await appInLog(call.okta, args.app);
    const ref = argument(app.ref);
    return await eventList(call, {
      what: `at ${app.text}`,
      window,
      filter: logFilter({ appId: app.id }),
      limit: args.limit,
      cursor: args.cursor,
      known: app.id,
      advice: `Try an earlier since (Okta keeps 90 days), or get_application_details app=${ref} for who has it.`,
      narrow: `a later since, or search_logs app=${ref} with user, outcome or summarize=true`,
    });
  },
});
