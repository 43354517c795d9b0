import assert from "node:assert/strict";
import { JsonItems } from "../../../src/okta/json_items.ts";
import { toLogEvent } from "../../../src/okta/log_event.ts";
import { seedOrg } from "../../../src/sandbox/seed/org.ts";
import { LogSummary, summaryMembers, summaryOf } from "../../../src/tools/shared/log_summary.ts";
import { event, person, thing } from "./log_fixtures.ts";

Deno.test("events are counted by what tells them apart", () => {
  const events = [
    event({ targets: [thing("AppInstance", "Slack"), thing("AppInstance", "Slack")] }),
    event({ minute: 70, outcome: "FAILURE", reason: "LOCKED_OUT", actor: person("omar"), ip: "203.0.113.9" }),
    event({ minute: 80, type: "user.session.end", ip: null }),
  ];
  const summary = summaryOf(events.slice(0, 1));
  summary.addAll(summaryOf(events.slice(1)));
  assert.deepEqual(summary.data, {
    total: 3,
    eventType: [{ value: "user.session.start", count: 2 }, { value: "user.session.end", count: 1 }],
    outcome: [{ value: "SUCCESS", count: 2 }, { value: "FAILURE", count: 1 }],
    reason: [{ value: "LOCKED_OUT", count: 1 }],
    actor: [{ value: "jane@harbor.example", count: 2 }, { value: "omar@harbor.example", count: 1 }],
    ip: [{ value: "198.51.100.7", count: 1 }, { value: "203.0.113.9", count: 1 }],
    country: [{ value: "United States", count: 3 }],
    app: [{ value: "Slack", count: 1 }],
    hour: [{ value: "2026-07-15T10:00Z", count: 2 }, { value: "2026-07-15T09:00Z", count: 1 }],
  });
  assert.match(
    summary.text,
    /^Event type: user\.session\.start 2, user\.session\.end 1\nOutcome: SUCCESS 2, FAILURE 1\n/,
  );
});

Deno.test("only the most frequent are told, and how many there are besides", () => {
  const summary = new LogSummary();
  for (let i = 0; i < 20; i++) summary.add(event({ actor: person(`p${i}`) }));
  assert.equal(summary.data.actor.length, 8);
  assert.match(summary.text, /\nActor: "p0@harbor\.example" 1, .*, and 12 others\n/);
});

Deno.test("no events, no lines", () => {
  assert.equal(new LogSummary().text, "");
  assert.equal(new LogSummary().data.total, 0);
});

Deno.test("a summary of what is read of events for it is the one of the events as they are", () => {
  const events = seedOrg(1, new Date("2026-07-15T14:00:00Z")).events;
  const bytes = new TextEncoder().encode(JSON.stringify(events));
  const read = [...new JsonItems(summaryMembers).of(bytes)];
  assert.deepEqual(summaryOf(read.map(toLogEvent)).data, summaryOf(events.map(toLogEvent)).data);
});
