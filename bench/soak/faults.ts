import type { Fault, FaultyProxy } from "../../tests/faults/proxy.ts";
import * as wire from "../../tests/faults/wire.ts";

const html = { "content-type": "text/html; charset=utf-8" };
const get = (fault: () => Fault) => ({ method: "GET", fault });
const post = (fault: () => Fault) => ({ method: "POST", fault });

/** What happens to one request, in turn. What may be repeated mends most of these; a POST is never repeated. */
const FAULTS = [
  get(() => wire.answers(503, html, "<h1>Bad day</h1>")),
  get(() => wire.resets()),
  get(() => wire.refuses(429, "E0000047", wire.quota(0, 30, new Date()))),
  get(() => wire.breaksInBody),
  get(() => wire.cutsJson),
  post(() => wire.breaksBeforeAnswer),
  get(() => wire.refuses(429, "E0000047", wire.quota(600, 3, new Date()))),
  get(() => wire.stalls),
  get(() => wire.answers(200, html, "<h1>Welcome to the airport</h1>")),
  get(() => wire.babbles),
  get(() => wire.floods(65)),
  post(() => wire.answers(504, html, "<h1>Bad day</h1>")),
  get(() => wire.breaksInHeaders),
  get(() => wire.dripsQuickly),
  post(() => wire.stalls),
];

/** Lets one fault after the other happen, each to the next request of its method. */
export function troubleOf(proxy: FaultyProxy) {
  const waiting: (typeof FAULTS)[number][] = [];
  let turn = 0;
  proxy.script = (method) => {
    const place = waiting.findIndex((next) => next.method === method);
    return place < 0 ? undefined : waiting.splice(place, 1)[0]!.fault();
  };
  return {
    /** The next fault is due. */
    strike: () => void waiting.push(FAULTS[turn++ % FAULTS.length]!),
    /** How many have happened. */
    happened: () => turn - waiting.length,
  };
}
