import { type Document, flag, isObject, list, number, object, text } from "./read.ts";

/** Who did something, or what it was done to. */
export interface LogEntity {
  id: string | null;
  /** `User`, `AppInstance`, `UserGroup`, `AppUser`, `PolicyRule`, `SystemPrincipal`, … */
  type: string | null;
  /** Okta's `alternateId`: a user's login, an app's label. */
  login: string | null;
  name: string | null;
}

/** What an event touched; `changes` where the log has the old and the new value. */
export interface LogTarget extends LogEntity {
  changes: { from: Document; to: Document } | null;
}

/**
 * An entry of the System Log, with what Okta scatters over a dozen places put where one looks for it.
 * Anything that a person outside can write (login typed, user agent, display names) is data, and may be a lie.
 */
export interface LogEvent {
  uuid: string;
  /** When it was published, ISO 8601. */
  time: string;
  eventType: string;
  message: string | null;
  /** `DEBUG`, `INFO`, `WARN`, `ERROR`. */
  severity: string | null;
  actor: LogEntity;
  targets: LogTarget[];
  /** `SUCCESS`, `FAILURE`, `SKIPPED`, `ALLOW`, `DENY`, `CHALLENGE`, `UNKNOWN`, … */
  outcome: string | null;
  /** Why, e.g. `INVALID_CREDENTIALS`, `LOCKED_OUT`. */
  reason: string | null;
  ip: string | null;
  city: string | null;
  country: string | null;
  /** Browser, system and kind of device, or the raw user agent where Okta recognised nothing. */
  userAgent: string | null;
  rawUserAgent: string | null;
  /** The network zone that the address lies in. */
  zone: string | null;
  proxy: boolean | null;
  asNumber: number | null;
  asOrg: string | null;
  risk: { level: string; reasons: string[] } | null;
  /** Okta's behavior detection, e.g. `{ "New Device": "POSITIVE" }`: POSITIVE is out of the ordinary for the person. */
  behaviors: Record<string, string>;
  requestUri: string | null;
  /** The factor that was used or asked for. */
  factor: string | null;
  /** The policy and the rule that decided, by name. */
  policy: string | null;
  rule: string | null;
  /** Stays the same over one Okta session. */
  sessionId: string | null;
  /** Shared by the events of one sign-in. */
  transactionId: string | null;
  /** The API token with which it was done, if it was. */
  apiTokenId: string | null;
  /** Okta's `debugData`: every value a string, whatever it means. */
  debugData: Record<string, string>;
}

/** Reads an event as Okta sent it. */
export function toLogEvent(raw: unknown): LogEvent {
  const event = object(raw);
  const client = object(event.client);
  const place = object(client.geographicalContext);
  const security = object(event.securityContext);
  const session = object(event.authenticationContext);
  const transaction = object(event.transaction);
  const debugData = strings(object(event.debugContext).debugData);
  const targets = list(event.target).map(toTarget);
  const named = (isKind: (type: string) => boolean) => targets.find(({ type }) => isKind(type ?? ""))?.name ?? null;
  const logOnly = debugData.logOnlySecurityData === undefined ? {} : object(parsed(debugData.logOnlySecurityData));
  return {
    uuid: text(event.uuid) ?? "",
    time: text(event.published) ?? "",
    eventType: text(event.eventType) ?? "",
    message: text(event.displayMessage),
    severity: text(event.severity),
    actor: toEntity(event.actor),
    targets,
    outcome: text(object(event.outcome).result),
    reason: text(object(event.outcome).reason),
    ip: text(client.ipAddress),
    city: text(place.city),
    country: text(place.country),
    userAgent: userAgentOf(client),
    rawUserAgent: text(object(client.userAgent).rawUserAgent),
    zone: known(client.zone),
    proxy: flag(security.isProxy),
    asNumber: number(security.asNumber),
    asOrg: text(security.asOrg),
    risk: parseRisk(debugData.risk) ?? riskFrom(logOnly.risk) ?? riskFrom(security.risk),
    behaviors: { ...strings(logOnly.behaviors), ...parseBehaviors(debugData.behaviors) },
    requestUri: text(debugData.requestUri),
    factor: debugData.factor ?? debugData.factorType ?? known(session.credentialType),
    policy: named((type) => type === "Policy" || type === "PolicyEntity"),
    rule: named((type) => type.endsWith("Rule")),
    sessionId: known(session.rootSessionId) ?? known(session.externalSessionId),
    transactionId: text(transaction.id),
    apiTokenId: text(object(transaction.detail).requestApiTokenId),
    debugData,
  };
}

function toEntity(raw: unknown): LogEntity {
  const { id, type, alternateId, displayName } = object(raw);
  return { id: text(id), type: text(type), login: known(alternateId), name: known(displayName) };
}

function toTarget(raw: unknown): LogTarget {
  const changes = object(raw).changeDetails;
  return {
    ...toEntity(raw),
    changes: isObject(changes) ? { from: object(changes.from), to: object(changes.to) } : null,
  };
}

/** Okta writes `unknown` (and `null` as a word) where it knows nothing. */
function known(value: unknown): string | null {
  const found = text(value);
  if (found === null || found.length > "unknown".length) return found; // spares most values the expression
  return /^(unknown|null|)$/i.test(found) ? null : found;
}

function userAgentOf(client: Document): string | null {
  const { browser, os, rawUserAgent } = object(client.userAgent);
  const [browserName, osName] = [known(browser), known(os)];
  const name = browserName !== null && osName !== null ? `${browserName} on ${osName}` : browserName ?? osName;
  const device = known(client.device);
  if (name === null) return known(rawUserAgent) ?? device;
  return device === null ? name : `${name} (${device})`;
}

/** The object itself where all its values are strings, as they should be: a copy would cost more than the rest of an event. */
function strings(value: unknown): Record<string, string> {
  const found = object(value);
  if (Object.values(found).every((item) => typeof item === "string")) return found as Record<string, string>;
  const entries = Object.entries(found).map(([key, item]) => [key, text(item)] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== null));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function riskFrom(value: unknown): LogEvent["risk"] {
  const { level, reasons } = object(value);
  return typeof level === "string" ? { level, reasons: listed(text(reasons) ?? list(reasons).join(",")) } : null;
}

/**
 * A risk assessment as `debugData` writes it: `{reasons=Anomalous Location, New Device, level=HIGH}`, the parts in any
 * order, `reasons` often absent. Also the bare level.
 */
export function parseRisk(value: string | undefined): LogEvent["risk"] {
  if (value === undefined) return null;
  const level = /(?:^|[{,]\s*)level=\s*([A-Za-z_]+)/.exec(value)?.[1] ?? /^\s*(LOW|MEDIUM|HIGH)\s*$/i.exec(value)?.[1];
  if (level === undefined) return null;
  const reasons = /(?:^|[{,]\s*)reasons=(.*?)(?=,\s*[A-Za-z]+=|\}|$)/s.exec(value)?.[1] ?? "";
  return { level: level.toUpperCase(), reasons: listed(reasons) };
}

/** Behaviors as `debugData` writes them: `{New Geo-Location=NEGATIVE, New Device=POSITIVE}`. */
export function parseBehaviors(value: string | undefined): Record<string, string> {
  const behaviors: Record<string, string> = {};
  for (const pair of value?.split(/[,{}]/) ?? []) {
    const [name = "", state] = pair.split("=");
    if (name !== "" && state !== undefined) behaviors[name.trim()] = state.trim();
  }
  return behaviors;
}

function listed(reasons: string): string[] {
  return reasons.split(",").map((reason) => reason.trim()).filter(Boolean);
}
