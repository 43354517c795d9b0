import { startOrg, UNLIMITED } from "../org.ts";
import { type Program, startProgram, textOf } from "../program.ts";
import type { Measure, Row } from "../row.ts";

const EVENTS = 100_000;

/** Long enough for what runs behind tools/list to have settled. */
const REST_MS = 2_000;

/** Resident memory at rest, after a first call, and after reading 100,000 events. */
export const memory: Row = async ({ program: path }) => {
  await using org = await startOrg({ events: EVENTS, days: 30, rateLimits: UNLIMITED });
  await using program = startProgram([path], org.settings);
  await program.open();
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
  const resident = (name: string, target?: number): Measure => ({
    name,
    value: program.residentMb(),
    unit: "MB",
    ...(target === undefined ? {} : { target }),
  });
  const rest = resident("at rest", 75);
  textOf(await program.call("list_groups"));
  const used = resident("after a first call");
  await aggregated(program, EVENTS);
  return [rest, used, resident("after 100,000 log events", 120)];
};

/** Has the program count all events of the last 31 days. */
async function aggregated(program: Program, expected: number): Promise<void> {
  const text = textOf(await program.call("search_logs", { since: "31d", summarize: true }));
  if (!text.startsWith(`${expected} events`)) throw new Error(`not all events were counted: ${text}`);
}
