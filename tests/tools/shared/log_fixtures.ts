import { type LogEvent, toLogEvent } from "../../../src/okta/log_event.ts";

let count = 0;

/** What tells an event from a plain sign-in of Jane's. Times are minutes after 09:00 UTC of 2026-07-15. */
export interface Draft {
  minute?: number;
  type?: string;
  outcome?: string;
  reason?: string;
  actor?: Record<string, unknown>;
  targets?: Record<string, unknown>[];
  ip?: string | null;
  transaction?: string;
  token?: string;
  debug?: Record<string, string>;
  more?: Record<string, unknown>;
}

/** An event as Okta would send it, read. */
export function event(draft: Draft = {}): LogEvent {
  const { minute = 0, type = "user.session.start", outcome = "SUCCESS", actor = person("jane"), targets = [] } = draft;
  const uuid = `${String(++count).padStart(8, "0")}-0000-11f0-8000-000000000000`;
  return toLogEvent({
    uuid,
    published: new Date(Date.UTC(2026, 6, 15, 9, minute)).toISOString(),
    eventType: type,
    displayMessage: "Something happened",
    outcome: { result: outcome, reason: draft.reason ?? null },
    actor,
    target: targets,
    client: {
      ipAddress: draft.ip === undefined ? "198.51.100.7" : draft.ip,
      geographicalContext: { city: "Portland", country: "United States" },
      userAgent: { browser: "CHROME", os: "Windows 10", rawUserAgent: "Mozilla/5.0" },
      device: "Computer",
      zone: "null",
    },
    transaction: {
      id: draft.transaction ?? uuid,
      detail: draft.token === undefined ? {} : { requestApiTokenId: draft.token },
    },
    debugContext: { debugData: draft.debug ?? {} },
    ...draft.more,
  });
}

/** A user as actor or target. */
export function person(name: string, id = `00u${name.padEnd(17, "1")}`) {
  return { id, type: "User", alternateId: `${name}@harbor.example`, displayName: name };
}

/** Somebody whose login no user has. */
export function nobody(typed: string) {
  return { id: "unknown", type: "User", alternateId: typed, displayName: "unknown" };
}

export function thing(type: string, name: string) {
  return { id: `0xx${name.replaceAll(" ", "").padEnd(17, "1")}`, type, alternateId: "unknown", displayName: name };
}
