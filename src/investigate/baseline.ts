import type { LogEvent } from "../okta/log_event.ts";
import { isDenied, isSignIn } from "./events.ts";
import { timeOf } from "./facts.ts";
import type { Thresholds } from "./thresholds.ts";

/**
 * How well the person's earlier sign-ins know where an event came from: the same browser or device, the same address,
 * the same provider in the same town, the same country, or none of these (`strange`). `unknown` where there are too
 * few earlier sign-ins to tell.
 */
export type Familiarity = "device" | "address" | "network" | "country" | "strange" | "unknown";

/** What a person's own sign-ins look like. */
export interface Baseline {
  familiarity(event: LogEvent): Familiarity;
  /** Their own device, address or network. */
  isOwn(event: LogEvent): boolean;
  /** No earlier sign-in came from that country, and none from that address or device. */
  isStrange(event: LogEvent): boolean;
  /** No earlier sign-in came from that country, whatever the device: a copied cookie brings the device's mark along. */
  isNewCountry(event: LogEvent): boolean;
  /** Whether the person ever signed in from this address. */
  knowsAddress(ip: string): boolean;
}

const HOUR = 3_600_000;
const MINUTE = 60_000;

/**
 * Learns from the sign-ins among `events` (oldest first). What is learnt counts for later events only, and only once
 * it is `familiarAfterHours` old. A sign-in that was itself suspect (a strange place with a proxy, high risk,
 * impossible travel or denied prompts just before) teaches nothing, nor does any later one from its address or device.
 */
export function learnBaseline(events: readonly LogEvent[], thresholds: Thresholds): Baseline {
  const learnt = new Map<string, number>();
  const distrusted = new Set<string>();
  const signIns: number[] = [];
  let denials: number[] = [];

  const knownBefore = (key: string | undefined, time: number) =>
    key !== undefined && (learnt.get(key) ?? Infinity) <= time - thresholds.familiarAfterHours * HOUR;

  /** Only what is a day older than an event counts, so that an answer stays right while more is learnt. */
  const known = new Map<LogEvent, Familiarity>();
  function familiarity(event: LogEvent): Familiarity {
    const before = known.get(event);
    if (before !== undefined) return before;
    const found = compare(event);
    known.set(event, found);
    return found;
  }

  function compare(event: LogEvent): Familiarity {
    const time = timeOf(event);
    const keys = keysOf(event);
    if (knownBefore(keys.device, time)) return "device";
    if (knownBefore(keys.address, time)) return "address";
    if (event.proxy !== true && knownBefore(keys.network, time)) return "network";
    if (knownBefore(keys.country, time)) return "country";
    return isNewCountry(event) ? "strange" : "unknown";
  }

  function isNewCountry(event: LogEvent): boolean {
    const time = timeOf(event);
    const { country } = keysOf(event);
    const enough = signIns[thresholds.baselineSignIns - 1] ?? Infinity;
    return country !== undefined && enough <= time - thresholds.familiarAfterHours * HOUR &&
      !knownBefore(country, time);
  }

  for (const event of events) {
    const time = timeOf(event);
    if (isDenied(event)) denials.push(time);
    if (!isSignIn(event)) continue;
    denials = denials.filter((at) => at >= time - thresholds.fatigueSuccessMinutes * MINUTE);
    const { device, address, network, country } = keysOf(event);
    const place = familiarity(event);
    const suspect = (place === "strange" || place === "country") && (denials.length > 0 || isRisky(event));
    if (suspect) { for (const key of [device, address]) if (key !== undefined) distrusted.add(key); }
    if ([device, address].some((key) => key !== undefined && distrusted.has(key))) continue;
    signIns.push(time);
    for (const key of [device, address, network, country]) {
      if (key !== undefined && !learnt.has(key)) learnt.set(key, time);
    }
  }

  return {
    familiarity,
    isOwn: (event) => ["device", "address", "network"].includes(familiarity(event)),
    isStrange: (event) => familiarity(event) === "strange",
    isNewCountry,
    knowsAddress: (ip) => learnt.has(`address ${ip}`),
  };
}

/** Okta's own judgement of a sign-in, or a proxy: a reason for doubt where the place is new, and none by itself. */
export function isRisky({ proxy, risk, behaviors }: LogEvent): boolean {
  return proxy === true || risk?.level === "HIGH" || behaviors.Velocity === "POSITIVE";
}

/** Browser token, address, provider with town, country: each of them `undefined` where Okta did not say. */
function keysOf({ debugData, ip, asOrg, asNumber, city, country }: LogEvent) {
  const provider = asNumber ?? asOrg;
  return {
    device: debugData.dtHash === undefined ? undefined : `device ${debugData.dtHash}`,
    address: ip === null ? undefined : `address ${ip}`,
    network: provider === null || country === null ? undefined : `network ${provider} ${city} ${country}`,
    country: country === null ? undefined : `country ${country}`,
  };
}
