import * as z from "zod";
import type { Evidence, Step } from "../../investigate/findings.ts";
import type { Words } from "../../investigate/words.ts";
import { stamp } from "./moment.ts";
import { present } from "./present.ts";
import { callText, say, sentence } from "./say.ts";

/** What an investigation's evidence and next steps look like as data and as text. */

export const evidenceSchema = z.object({
  what: z.string(),
  at: z.string().optional(),
  events: z.array(z.string()).optional().describe("Ids of log events: the first and last of many"),
});

export const stepSchema = z.object({
  what: z.string(),
  tool: z.string().optional(),
  arguments: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
});

export function evidenceData({ what, at, events }: Evidence): z.infer<typeof evidenceSchema> {
  return present({ what: say(what), at, events });
}

export function stepData({ what, call }: Step): z.infer<typeof stepSchema> {
  return present({ what: say(what), tool: call?.tool, arguments: call?.arguments });
}

/** `- 2026-07-15 11:12 UTC: account locked [a1b2c3d4-…]` */
export function evidenceLine({ what, at, events = [] }: Evidence): string {
  const when = at === undefined ? "" : `${stamp(at)}: `;
  return `- ${when}${say(what)}${events.length === 0 ? "" : ` [${events.join(", ")}]`}`;
}

/** `2. Then unlock the account: unlock_user_account user=…` */
export function stepLines(steps: readonly Step[]): string[] {
  return steps.map(({ what, call }, i) =>
    `${i + 1}. ${call === undefined ? sentence(what) : `${sentence(what).slice(0, -1)}: ${callText(call)}`}`
  );
}

/** Reasons with the titles that share each, so that none is said twice. */
export function reasonLines(reasons: readonly { title: string; because: Words }[]): string[] {
  const titles = Map.groupBy(reasons, ({ because }) => say(because));
  return [...titles].map(([because, same]) => `- ${same.map(({ title }) => title).join("; ")}: ${because}`);
}
