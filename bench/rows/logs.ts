import { toLogEvent } from "../../src/okta/log_event.ts";
import { LogSummary, summaryOf } from "../../src/tools/shared/log_summary.ts";
import { type OrgAddress, readPlainly, startOrg } from "../org.ts";
import { startProgram, textOf } from "../program.ts";
import type { Measure, Row } from "../row.ts";
import { median } from "../stats.ts";

const EVENTS = 50_000;

/** 50,000 events over 7 days aggregated, at a quick org's latency and at one that is usual for full pages of the log. */
export const aggregateLogs: Row = async ({ program }) => [
  ...await aggregated(program, 100, 5, 0.3),
  ...await aggregated(program, 500, 1),
];

/** Beside reading the pages one after another and counting the same, and beside reading them alone; in turns. */
async function aggregated(path: string, latencyMs: number, runs: number, target?: number): Promise<Measure[]> {
  await using org = await startOrg({ events: EVENTS, days: 7, latencyMs, rateLimits: { "/api/v1/logs": 1_000 } });
  await using program = startProgram([path], org.settings);
  await program.open();
  textOf(await program.call("list_groups"));
  const own: number[] = [];
  const plain: number[] = [];
  const unread: number[] = [];
  const requests: number[] = [];
  let refused = 0;
  for (let run = 0; run < runs; run++) {
    const [until, since] = [0, 8].map((days) => new Date(Date.now() - days * 86_400_000).toISOString());
    await org.requests();
    const reply = await program.call("search_logs", { since, until, summarize: true });
    const text = textOf(reply);
    if (!text.startsWith(`${EVENTS} events`)) throw new Error(`not all events were counted: ${text}`);
    own.push(reply.ms);
    const sent = await org.requests();
    requests.push(sent.length);
    refused += sent.filter(({ status }) => status === 429).length;
    const query = new URLSearchParams({ since: since!, until: until!, limit: "1000", sortOrder: "DESCENDING" });
    plain.push(await pageAfterPage(org, `/api/v1/logs?${query}`, (page) => summaryOf(page.map(toLogEvent))));
    unread.push(await pageAfterPage(org, `/api/v1/logs?${query}`, () => new LogSummary()));
  }
  const name = `${latencyMs} ms a request`;
  const ratio = median(own) / median(plain);
  const toUnread = median(own) / median(unread);
  return [
    { name: `${name}, to page after page`, value: ratio, unit: "×", ...target === undefined ? {} : { target } },
    { name: `${name}, to pages not looked at`, value: toUnread, unit: "×" },
    { name: `${name}, aggregated in`, value: median(own), unit: "ms" },
    { name: `${name}, page after page`, value: median(plain), unit: "ms" },
    { name: `${name}, requests`, value: median(requests), unit: "" },
    { name: `${name}, 429s`, value: refused, unit: "", target: 0 },
  ];
}

/** How long it takes, in milliseconds. */
async function pageAfterPage(
  org: OrgAddress,
  path: string,
  look: (page: unknown[]) => LogSummary,
): Promise<number> {
  const begin = performance.now();
  const summary = new LogSummary();
  for await (const page of readPlainly(org, path)) summary.addAll(look(page));
  return performance.now() - begin;
}
