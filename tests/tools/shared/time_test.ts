import assert from "node:assert/strict";
import fc from "fast-check";
import { parseTime, parseWindow } from "../../../src/tools/shared/time.ts";
import { anyText } from "../../okta/any_text.ts";
import { UserError } from "../../../src/user_error.ts";

const now = new Date("2026-03-11T15:30:00.000Z");
const at = (expression: string) => parseTime(expression, now).toISOString();
const HOUR = 3_600_000;

Deno.test("times are understood as people write them", () => {
  const expected: Record<string, string> = {
    "2026-03-01": "2026-03-01T00:00:00.000Z",
    "2026-03-01T09:30": "2026-03-01T09:30:00.000Z",
    "2026-03-01 09:30:15": "2026-03-01T09:30:15.000Z",
    "2026-03-01T09:30:15.250Z": "2026-03-01T09:30:15.250Z",
    "2026-03-01t09:30:15z": "2026-03-01T09:30:15.000Z",
    "2026-03-01T09:30:15+02:00": "2026-03-01T07:30:15.000Z",
    "2026-03-01T09:30-0500": "2026-03-01T14:30:00.000Z",
    "2024-02-29": "2024-02-29T00:00:00.000Z",
    "now": "2026-03-11T15:30:00.000Z",
    "Today": "2026-03-11T00:00:00.000Z",
    "yesterday": "2026-03-10T00:00:00.000Z",
    "48h": "2026-03-09T15:30:00.000Z",
    "30m": "2026-03-11T15:00:00.000Z",
    "90s": "2026-03-11T15:28:30.000Z",
    "7d": "2026-03-04T15:30:00.000Z",
    "-7d": "2026-03-04T15:30:00.000Z", // as Grafana and Splunk write it
    "now-7d": "2026-03-04T15:30:00.000Z",
    "now - 7 days": "2026-03-04T15:30:00.000Z",
    "2w": "2026-02-25T15:30:00.000Z",
    "1.5 hours": "2026-03-11T14:00:00.000Z",
    " 3  days ago ": "2026-03-08T15:30:00.000Z",
    "2 hours ago": "2026-03-11T13:30:00.000Z",
    "an hour ago": "2026-03-11T14:30:00.000Z",
    "a week ago": "2026-03-04T15:30:00.000Z",
    "last week": "2026-03-04T15:30:00.000Z",
    "last 24 hours": "2026-03-10T15:30:00.000Z",
    "in the last 2 days": "2026-03-09T15:30:00.000Z",
    "the past hour": "2026-03-11T14:30:00.000Z",
    "10 mins ago": "2026-03-11T15:20:00.000Z",
    "3 months ago": "2025-12-11T15:30:00.000Z",
    "last month": "2026-02-09T15:30:00.000Z",
    "a year ago": "2025-03-11T15:30:00.000Z",
    "2y": "2024-03-11T15:30:00.000Z",
  };
  assert.deepEqual(Object.fromEntries(Object.keys(expected).map((text) => [text, at(text)])), expected);
});

Deno.test("anything else is refused by name, with the forms that are taken", () => {
  const bad = [
    "",
    "soon",
    "week",
    "d",
    "3",
    "+3d",
    "now+3d",
    "--3d",
    "-d",
    "now-",
    "3 moons ago",
    "1e3h",
    "2026-02-30",
    "2026-13-01",
    "2026-03-01T25:00",
    "2026-03-01T09:30+99:00",
    "03/01/2026",
    "tomorrow",
    "999999w",
    "last",
    "constructor",
    "48h; drop",
    "1772000000",
  ];
  for (const text of bad) {
    assert.throws(() => parseTime(text, now), (error: Error) => {
      assert(error instanceof UserError, text);
      assert(error.message.includes(JSON.stringify(text)) && error.message.includes("48h"), error.message);
      return true;
    }, text);
  }
});

Deno.test("every moment can be written and read back", () => {
  const moment = fc.date({ min: new Date(0), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true });
  const offset = fc.integer({ min: -14 * 60, max: 14 * 60 });
  fc.assert(fc.property(moment, offset, (time, minutes) => {
    assert.equal(parseTime(time.toISOString(), now).getTime(), time.getTime());
    const there = new Date(time.getTime() + minutes * 60_000);
    fc.pre(there.getTime() >= 0 && there.getUTCFullYear() <= 9999);
    const two = (value: number) => `${Math.floor(value)}`.padStart(2, "0");
    const zone = `${minutes < 0 ? "-" : "+"}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
    assert.equal(parseTime(there.toISOString().replace("Z", zone), now).getTime(), time.getTime());
  }));
});

Deno.test("a span reaches back by just its length, in every spelling", () => {
  const units = {
    s: 1000,
    sec: 1000,
    minutes: 60_000,
    m: 60_000,
    h: HOUR,
    hrs: HOUR,
    days: 24 * HOUR,
    weeks: 168 * HOUR,
  };
  const entry = fc.constantFrom(...Object.entries(units));
  const frame = fc.constantFrom(
    (span: string) => span,
    (span: string) => `${span} ago`,
    (span: string) => `last ${span}`,
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2000 }),
      entry,
      fc.constantFrom("", " "),
      frame,
      (count, [unit, ms], gap, say) => {
        assert.equal(parseTime(say(`${count}${gap}${unit}`), now).getTime(), now.getTime() - count * ms);
      },
    ),
  );
});

Deno.test("no text makes it fail but with a UserError", () => {
  fc.assert(fc.property(anyText, (text) => {
    try {
      assert(!Number.isNaN(parseTime(text, now).getTime()));
    } catch (error) {
      assert(error instanceof UserError);
    }
  }));
});

const window = (since?: string, until?: string) => parseWindow({ since, until }, now, { since: "24h" });

Deno.test("a window ends now and begins where the default says, unless said otherwise", () => {
  assert.deepEqual(window(), { since: new Date("2026-03-10T15:30:00Z"), until: now });
  assert.deepEqual(window("2026-03-01", "2026-03-02"), {
    since: new Date("2026-03-01"),
    until: new Date("2026-03-02"),
  });
  assert.deepEqual(window("7d", "2027-01-01").until, now);
});

Deno.test("a window is never empty, and never begins in the future", () => {
  assert.throws(() => window("2026-03-12"), /"2026-03-12".*in the future/);
  assert.throws(() => window("2026-03-02", "2026-03-01"), /until must be later.*"2026-03-02"/);
  assert.throws(() => window(undefined, "3 days ago"), /by default 24h/);
  const time = fc.integer({ min: 0, max: 4000 }).map((hours) => `${hours}h`);
  fc.assert(fc.property(time, time, (since, until) => {
    try {
      const result = window(since, until);
      assert(result.since < result.until && result.until <= now);
    } catch (error) {
      assert(error instanceof UserError);
      assert(parseTime(since, now) >= parseTime(until, now));
    }
  }));
});
