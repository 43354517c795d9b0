import assert from "node:assert/strict";
import { age, stamp } from "../../../src/tools/shared/moment.ts";

const NOW = new Date("2026-07-15T14:00:00.000Z");

Deno.test("a moment is written to the minute, in UTC", () => {
  assert.equal(stamp("2026-07-15T09:05:59.123Z"), "2026-07-15 09:05 UTC");
  assert.equal(stamp("2026-07-15T09:05:59+02:00"), "2026-07-15 07:05 UTC");
});

Deno.test("an age is in the largest unit that fits, past and future", () => {
  const ages: Record<string, string> = {
    "2026-07-15T14:00:00Z": "just now",
    "2026-07-15T13:59:01Z": "just now",
    "2026-07-15T13:59:00Z": "1 minute ago",
    "2026-07-15T13:00:00Z": "1 hour ago",
    "2026-07-14T15:00:00Z": "23 hours ago",
    "2026-07-12T12:00:00Z": "3 days ago",
    "2026-07-15T14:30:00Z": "in 30 minutes",
    "2026-07-26T13:59:00Z": "in 11 days",
  };
  for (const [iso, expected] of Object.entries(ages)) assert.equal(age(iso, NOW), expected);
});
