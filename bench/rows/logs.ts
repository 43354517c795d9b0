import { readPlainly, startOrg } from "../org.ts";
import { startProgram, textOf } from "../program.ts";
import type { Row } from "../row.ts";
import { median } from "../stats.ts";

const EVENTS = 50_000;
const RUNS = 3;

/** 50,000 events over 7 days at 100 ms a request, aggregated; beside reading the pages one after another, in turns. */
export const aggregateLogs: Row = async ({ program: path }) => {
  await using org = await startOrg({ events: EVENTS, days: 7, latencyMs: 100, rateLimits: { "/api/v1/logs": 600 } });
  await using program = startProgram([path], org.settings);
  await program.open();
  textOf(await program.call("list_groups"));
  const own: number[] = [];
  const plain: number[] = [];
  let requests = 0;
  let refused = 0;
  for (let run = 0; run < RUNS; run++) {
    const [until, since] = [0, 8].map((days) => new Date(Date.now() - days * 86_400_000).toISOString());
    await org.requests();
    const reply = await program.call("search_logs", { since, until, summarize: true });
    const text = textOf(reply);
    if (!text.startsWith(`${EVENTS} events`)) throw new Error(`not all events were counted: ${text}`);
    own.push(reply.ms);
    const sent = await org.requests();
    requests = Math.max(requests, sent.length);
    refused += sent.filter(({ status }) => status === 429).length;
    plain.push(
      (await readPlainly(
        org,
        `/api/v1/logs?${new URLSearchParams({ since: since!, until: until!, limit: "1000", sortOrder: "DESCENDING" })}`,
      ))
        .ms,
    );
  }
  return [
    { name: "to page after page", value: median(own) / median(plain), unit: "×", target: 0.3 },
    { name: "aggregated in", value: median(own), unit: "ms" },
    { name: "page after page", value: median(plain), unit: "ms" },
    { name: "requests", value: requests, unit: "" },
    { name: "429s", value: refused, unit: "", target: 0 },
  ];
};
