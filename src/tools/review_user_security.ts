import * as z from "zod";
import { plain } from "../mcp/output.ts";
import { groupBy } from "../investigate/case.ts";
import type { Case } from "../investigate/case.ts";
import { assessRisk, type ReadSignal, stepsFor } from "../investigate/risk.ts";
import { LEVELS, SIGNALS } from "../investigate/signals/signal.ts";
import { findUser } from "../okta/find_user.ts";
import { defineTool } from "./define.ts";
import { evidenceData, evidenceLine, evidenceSchema, stepData, stepLines, stepSchema } from "./shared/case_answer.ts";
import { readCase } from "./shared/case_facts.ts";
import { placeOf } from "./shared/events.ts";
import { logWindow } from "./shared/log_window.ts";
import { names } from "./shared/names.ts";
import { personNow } from "./shared/person.ts";
import { present } from "./shared/present.ts";
import { say } from "./shared/say.ts";

/** The most evidence that the text shows of one signal; the data has all. */
const SHOWN = 4;

export const reviewUserSecurity = defineTool({
  name: "review_user_security",
  title: "Review a person's security",
  description:
    "How much danger an account is in (none to critical) and why: guessing, spray, MFA fatigue, strange places, " +
    "hijacked sessions, new factors or footholds, against the person's own habits. Use it where an attack is suspected.",
  toolset: "support",
  scopes: ["okta.users.read", "okta.logs.read"],
  input: z.object({
    user: z.string(),
    since: z.string().default("14d"),
  }),
  output: z.object({
    level: z.enum(LEVELS),
    user: z.object({ id: z.string(), login: z.string(), name: z.string(), status: z.string() }),
    signals: z.array(z.object({
      signal: z.enum(SIGNALS),
      level: z.enum(LEVELS),
      headline: z.string(),
      evidence: z.array(evidenceSchema),
      refuted_by: z.string(),
    })).describe("The gravest first"),
    absent: z.array(z.string()).describe("Looked for and not found"),
    usual_places: z.array(z.string()).optional(),
    next: z.array(stepSchema),
    since: z.string(),
    until: z.string(),
    events: z.int(),
    notes: z.array(z.string()).optional(),
  }),

  async run({ user: ref, since }, call) {
    const window = logWindow({ since }, call.now());
    const user = await findUser(call.okta, ref);
    const { opened, notes } = await readCase(call, user, window.since);
    const risk = assessRisk(opened);
    const next = stepsFor(risk, opened);
    const places = usualPlaces(opened);
    const told = [...window.note === undefined ? [] : [window.note], ...notes];
    return {
      text: [
        `Risk for ${personNow(user)}: ${risk.level.toUpperCase()}.`,
        ...risk.signals.flatMap(signalLines),
        "Next:",
        ...stepLines(next),
        places.length === 0
          ? "Too few earlier sign-ins to know their usual places."
          : `They usually sign in from ${names(places)}.`,
        `Looked for and not found: ${risk.absent.join(", ")}.`,
        `Looked at ${opened.recent.length} events ${window.text}.`,
        ...told.map(plain),
      ].join("\n"),
      data: {
        level: risk.level,
        user: { id: user.id, login: user.login, name: user.name, status: user.status },
        signals: risk.signals.map(({ id, level, headline, evidence, refutedBy }) => ({
          signal: id,
          level,
          headline: say(headline),
          evidence: evidence.map(evidenceData),
          refuted_by: refutedBy,
        })),
        absent: risk.absent,
        ...present({ usual_places: places.length === 0 ? null : places, notes: told.length === 0 ? null : told }),
        next: next.map(stepData),
        ...window.data,
        events: opened.recent.length,
      },
    };
  },
});

function signalLines({ title, level, headline, evidence, refutedBy }: ReadSignal): string[] {
  return [
    `${level}, ${title}: ${say(headline)}.`,
    ...evidence.slice(0, SHOWN).map(evidenceLine),
    `  Refuted if: ${refutedBy}`,
  ];
}

/** Where the person's own devices and networks were most, journeys and strangers left out. */
function usualPlaces({ events, baseline }: Case): string[] {
  const theirs = events.filter((event) =>
    baseline.isOwn(event) && !baseline.isNewCountry(event) && placeOf(event) !== ""
  );
  return [...groupBy(theirs, placeOf)].sort(([, a], [, b]) => b.length - a.length).slice(0, 3).map(([place]) => place);
}
