import type { LogEntity, LogEvent } from "../okta/log_event.ts";
import type { User } from "../okta/users.ts";
import type { Baseline } from "./baseline.ts";
import type { Evidence, ToolCall } from "./findings.ts";
import { timeOf } from "./facts.ts";
import { own, span, type Value, type Words, words } from "./words.ts";

/** Town, country, provider and address of an event, as far as Okta says. */
export function placeOf({ city, country, asOrg, ip, proxy }: LogEvent): Words {
  const town = [city, country].filter((part) => part !== null).join(", ");
  const address = ip === null ? own("an unknown address") : words`${ip}`;
  const provider = asOrg === null ? own("") : words`, ${asOrg}`;
  const kind = proxy === true ? own(", a proxy") : own("");
  return town === "" ? words`${address}${provider}${kind}` : words`${town} (${address}${provider}${kind})`;
}

/** What the client says it is: anyone can say anything, so it tells people which device, and rules nothing. */
export function clientOf({ userAgent, rawUserAgent }: LogEvent): Words {
  const summary = userAgent ?? rawUserAgent;
  if (summary === null) return own("an unnamed client");
  // A mail program's own name says more than the system it runs on.
  const telling = rawUserAgent !== null && rawUserAgent.length <= 60 && rawUserAgent !== summary;
  return telling ? words`${rawUserAgent} (${summary})` : words`${summary}`;
}

/** How a place relates to the person. */
export function familiarityOf(event: LogEvent, baseline: Baseline): Words {
  switch (baseline.familiarity(event)) {
    case "device":
      return own("a device they have signed in with before");
    case "address":
      return own("an address they have signed in from before");
    case "network":
      return own("a provider and town they have signed in from before");
    case "country":
      return own("a country they have signed in from, but not this device or network");
    case "strange":
      return own("a country they have never signed in from");
    case "unknown":
      return own("too few earlier sign-ins to know whether this is theirs");
  }
}

/** Whoever did something: a person by name and login, automation by what it is. */
export function actorOf({ type, name, login }: LogEntity): Words {
  const who: Value = name ?? login ?? own("somebody unknown");
  switch (type) {
    case "User":
      return login === null || login === name ? words`${who}` : words`${who} (${login})`;
    case "SystemPrincipal":
      return own("Okta itself");
    default:
      return words`the program ${who}`;
  }
}

/** One event as evidence. */
export function shownBy(event: LogEvent, what: Words): Evidence {
  return { what, at: event.time, events: [event.uuid] };
}

/** Many alike events as one piece of evidence: the first and the last stand for all. */
export function shownByAll(events: readonly LogEvent[], what: Words): Evidence {
  const [first, last] = [events[0], events.at(-1)];
  if (first === undefined || last === undefined) return { what };
  return { what, at: first.time, events: first === last ? [first.uuid] : [first.uuid, last.uuid] };
}

/** How long events span, from first to last. */
export function lastingOf(events: readonly LogEvent[]): Words {
  const [first, last] = [events[0], events.at(-1)];
  return first === undefined || last === undefined ? own("no time") : span(timeOf(last) - timeOf(first));
}

/** How long ago something was. */
export function ago(iso: string, now: Date): Words {
  return words`${span(now.getTime() - Date.parse(iso))} ago`;
}

/** A call of a tool about the person, by login. */
export function callFor(user: User, tool: string, more: Record<string, string | string[]> = {}): ToolCall {
  return { tool, arguments: { user: user.login, ...more } };
}

/** Where the person's password is kept, when that is not Okta: it cannot be reset or unlocked here. */
export function directoryOf({ provider }: User): Words | undefined {
  switch (provider?.type) {
    case "ACTIVE_DIRECTORY":
      return provider.name === null ? own("Active Directory") : words`Active Directory (${provider.name})`;
    case "LDAP":
      return provider.name === null ? own("the LDAP directory") : words`the LDAP directory ${provider.name}`;
    case "FEDERATION":
    case "SOCIAL":
      return provider.name === null ? own("the identity provider") : words`the identity provider ${provider.name}`;
    default:
      return undefined;
  }
}
