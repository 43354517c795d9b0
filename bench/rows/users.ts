import { jsonBytes } from "../listing.ts";
import { startOrg, UNLIMITED } from "../org.ts";
import { type Program, startProgram, textOf } from "../program.ts";
import type { Row } from "../row.ts";
import { median } from "../stats.ts";

const LATENCY_MS = 50;
const PAGE = 200;
const RUNS = 5;

/** 2,000 users at 50 ms a request: counted, and listed as far as a model should read. */
export const listUsers: Row = async ({ program: path }) => {
  await using org = await startOrg({ users: 2_000, latencyMs: LATENCY_MS, rateLimits: UNLIMITED });
  await using program = startProgram([path], org.settings);
  await program.open();
  const counted = await countRatio(program, 2_000);
  const reply = await program.call("list_users");
  const text = textOf(reply);
  if (!text.includes("cursor=")) throw new Error(`the list has no cursor: ${text}`);
  return [
    { name: "2,000 users counted, to 10 requests × 50 ms", value: counted, unit: "×", target: 1.1 },
    { name: "list_users, text", value: new TextEncoder().encode(text).length, unit: "bytes", target: 12_000 },
    {
      name: "list_users, structured",
      value: jsonBytes(reply.result?.structuredContent),
      unit: "bytes",
      target: 12_000,
    },
  ];
};

/** 5,000 users counted by status, which Okta gives no number of, and filtered by their last sign-in, which it cannot search. */
export const countUsers: Row = async ({ program: path }) => {
  await using org = await startOrg({ users: 5_000, latencyMs: LATENCY_MS, rateLimits: UNLIMITED });
  await using program = startProgram([path], org.settings);
  await program.open();
  const counted = await countRatio(program, 5_000);
  const filtered = await ratio(program, 5_000, { no_login_since: "10 years ago", limit: 200 }, /^\d+ users with no/);
  return [
    { name: "5,000 users counted, to 25 requests × 50 ms", value: counted, unit: "×", target: 1.1 },
    { name: "5,000 users filtered, to 25 requests × 50 ms", value: filtered, unit: "×", target: 1.1 },
  ];
};

function countRatio(program: Program, users: number): Promise<number> {
  return ratio(program, users, { count_only: true }, new RegExp(`^${users} users`));
}

/** The time of a call, to what its requests take one after another. The first call, which loads the tools, is apart. */
async function ratio(
  program: Program,
  users: number,
  args: Record<string, unknown>,
  expected: RegExp,
): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run <= RUNS; run++) {
    const reply = await program.call("list_users", args);
    if (!expected.test(textOf(reply))) throw new Error(`not as expected: ${textOf(reply)}`);
    if (run > 0) times.push(reply.ms);
  }
  return median(times) / ((users / PAGE) * LATENCY_MS);
}
