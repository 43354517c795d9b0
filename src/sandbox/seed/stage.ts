/** What everyone who writes the demo org shares: its clock, its ids, its log, and who and what is already there. */

import type {
  AppRecord,
  FactorRecord,
  GroupRecord,
  OrgState,
  PolicyRecord,
  PolicyRuleRecord,
  UserRecord,
  UserStatus,
} from "../state.ts";
import { EventLog } from "./events.ts";
import type { Sender } from "./events.ts";
import type { Device, Origin } from "./origins.ts";
import { Random } from "./random.ts";
import { DAY, HOUR, MINUTE, recordTime } from "./time.ts";

/** A person of the demo org: the record, and the habits that the log shows. */
export interface Persona {
  key: string;
  user: UserRecord;
  laptop: Device;
  phone: Device;
  /** The laptop at home, and at the office where the person has one nearby. */
  home: Origin;
  office: Origin | null;
  mobile: Origin;
  /** The factors the person has had all along. */
  factors: FactorRecord[];
  utcOffset: number;
  /** When a day's work starts, in minutes after local midnight. */
  startsAt: number;
  /** Share of weekend days worked. */
  weekends: number;
  /** From here on the person's everyday sign-ins stop, and a story tells what happens. */
  everydayUntil: number;
  /** Apps the person used and lost, with the time of the loss. */
  formerApps: { app: AppRecord; until: number }[];
}

export class Stage {
  readonly now: number;
  readonly state: OrgState;
  readonly log: EventLog;
  /** By key: the part of the login before the `@`. */
  readonly cast = new Map<string, Persona>();
  readonly #seed: string;
  readonly #ids = new Map<string, string>();

  constructor(seed: number, now: number) {
    this.now = now;
    this.#seed = String(seed);
    this.log = new EventLog(this.random("log"), now);
    this.state = {
      id: this.id("00o", "org"),
      companyName: "Harbor Outfitters",
      subdomain: "harbor-demo",
      tokenOwnerId: this.id("00u", "it.automation"),
      users: new Map(),
      groups: new Map(),
      groupRules: new Map(),
      apps: new Map(),
      policies: new Map(),
      zones: new Map(),
      events: [],
    };
  }

  /** A source of choices of its own for a purpose, so that one story's changes leave the others as they were. */
  random(purpose: string): Random {
    return new Random(`${this.#seed}/${purpose}`);
  }

  /** An id in Okta's form: 20 characters, the same for the same seed, prefix and key. */
  id(prefix: string, key: string): string {
    const name = `${prefix}/${key}`;
    let id = this.#ids.get(name);
    if (!id) {
      id = prefix + this.random(name).base62(16 - prefix.length) + "h5d7"; // an org's ids end alike
      this.#ids.set(name, id);
    }
    return id;
  }

  before(ago: { days?: number; hours?: number; minutes?: number }): number {
    return this.now - (ago.days ?? 0) * DAY - (ago.hours ?? 0) * HOUR - (ago.minutes ?? 0) * MINUTE;
  }

  person(key: string): Persona {
    return found(this.cast.get(key), "person", key);
  }

  group(name: string): GroupRecord {
    return found(this.state.groups.get(this.id("00g", name)), "group", name);
  }

  app(label: string): AppRecord {
    return found(this.state.apps.get(this.id("0oa", label)), "app", label);
  }

  zone(name: string): Record<string, unknown> & { id: string; name: string } {
    return found(this.state.zones.get(this.id("nzo", name)), "zone", name);
  }

  /** A policy's rule together with its policy. */
  rule(policyName: string, ruleName: string): { policy: PolicyRecord; rule: PolicyRuleRecord } {
    for (const policy of this.state.policies.values()) {
      const rule = policy.name === policyName ? policy.rules.find(({ name }) => name === ruleName) : undefined;
      if (rule) return { policy, rule };
    }
    throw new Error(`Cannot find rule: policy "${policyName}" has no rule "${ruleName}"`);
  }

  /** Okta itself, for what it does unasked. */
  get okta(): Sender {
    const id = this.id("00u", "system");
    const name = { alternateId: "system@okta.com", displayName: "Okta System" };
    return { actor: { id, type: "SystemPrincipal", ...name, detailEntry: null } };
  }
}

/** A person's own factor of a type. */
export function factorOf({ key, factors }: Persona, factorType: string): FactorRecord {
  return found(factors.find((factor) => factor.factorType === factorType), `${factorType} factor`, key);
}

/** Moves a user to another status. */
export function transition(user: UserRecord, status: UserStatus, at: number): void {
  user.status = status;
  user.statusChanged = recordTime(at);
  user.lastUpdated = recordTime(at);
}

function found<T>(value: T | undefined, what: string, name: string): T {
  if (value === undefined) throw new Error(`Cannot find ${what}: the demo org has none called "${name}"`);
  return value;
}
