import { startOrg, UNLIMITED } from "../org.ts";
import { startProgram, textOf } from "../program.ts";
import type { Row } from "../row.ts";
import { percentile } from "../stats.ts";

const WARM_UP = 30;
const RUNS = 300;

/** What the program adds to a call of one request: the call's time over the median of the same request by plain fetch. */
export const ownTime: Row = async ({ program: path }) => {
  await using org = await startOrg({ latencyMs: 10, rateLimits: UNLIMITED });
  await using program = startProgram([path], org.settings);
  await program.open();
  textOf(await program.call("list_groups"));
  await org.requests();
  textOf(await program.call("list_groups"));
  const [request, ...others] = await org.requests();
  if (request === undefined || others.length > 0) throw new Error("the call is not one request");
  const calls: number[] = [];
  const fetches: number[] = [];
  for (let run = -WARM_UP; run < RUNS; run++) {
    const begin = performance.now();
    await (await fetch(request.url, { headers: { authorization: `SSWS ${org.token}` } })).json();
    const fetched = performance.now() - begin;
    const { ms } = await program.call("list_groups");
    if (run < 0) continue;
    fetches.push(fetched);
    calls.push(ms);
  }
  const upstream = percentile(fetches, 0.5);
  return [
    { name: "p50", value: percentile(calls, 0.5) - upstream, unit: "ms", target: 3 },
    { name: "p99", value: percentile(calls, 0.99) - upstream, unit: "ms", target: 15 },
    { name: "plain fetch, p99 over p50", value: percentile(fetches, 0.99) - upstream, unit: "ms" },
  ];
};
