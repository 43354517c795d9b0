import type { Facts } from "../../../src/investigate/facts.ts";
import { THRESHOLDS } from "../../../src/investigate/thresholds.ts";
import { own } from "../../../src/investigate/words.ts";
import type { Factor } from "../../../src/okta/factors.ts";
import { type LogEvent, toLogEvent } from "../../../src/okta/log_event.ts";
import { toUser } from "../../../src/okta/users.ts";

/**
 * Cases made by hand, in the wire shape of Okta's log, with what a person who knows the truth says about them. Nothing
 * here knows the rules or their thresholds.
 */

export const NOW = new Date("2026-05-20T15:00:00.000Z");

const MINUTE = 60_000;
const UNITS = { s: 1000, m: MINUTE, h: 60 * MINUTE, d: 1440 * MINUTE };

/** `2d`, `3h 20m`: that long before NOW, in epoch milliseconds. */
export function ago(span: string): number {
  const parts = [...span.matchAll(/(\d+(?:\.\d+)?)([smhd])/g)];
  return NOW.getTime() - parts.reduce((sum, [, n, unit]) => sum + Number(n) * UNITS[unit as keyof typeof UNITS], 0);
}

/** Where a request comes from. */
export interface Source {
  ip: string;
  city: string;
  country: string;
  asn: number;
  asOrg: string;
  agent: string;
  os?: string;
  browser?: string;
  /** The browser's token; none for programs that keep no cookies. */
  token?: string;
  zone?: string;
  proxy?: boolean;
  risk?: "LOW" | "MEDIUM" | "HIGH";
  velocity?: boolean;
  threat?: boolean;
}

const HOME = { ip: "198.51.100.20", city: "Malmö", country: "Sweden", asn: 64510, asOrg: "oresund fiber" };
export const laptop: Source = {
  ...HOME,
  agent: "Mozilla/5.0 (Macintosh) Safari/605",
  os: "Mac OS X",
  browser: "SAFARI",
  token: "laptop",
};
export const office: Source = { ...laptop, ip: "192.0.2.5", asn: 64511, asOrg: "tern shipping", zone: "Tern Office" };
export const mailApp: Source = { ...HOME, agent: "Outlook-iOS/2.0 (ActiveSync)", os: "iOS (iPhone)" };
export const tablet: Source = {
  ...HOME,
  agent: "Mozilla/5.0 (iPad) Safari/605",
  os: "iPadOS",
  browser: "SAFARI",
  token: "tablet",
};
export const vpnClient: Source = { ...HOME, agent: "FortiClient/7", os: "Windows 10" };
export const cafe: Source = { ...laptop, ip: "198.51.100.90", city: "Lund", asn: 64512, asOrg: "skane wifi" };
export const hotel: Source = {
  ...laptop,
  ip: "203.0.113.30",
  city: "Lisbon",
  country: "Portugal",
  asn: 64513,
  asOrg: "tejo telecom",
};
/** A colleague's computer at a customer's: neither device nor network is known, the country is. */
export const borrowed: Source = {
  ...cafe,
  agent: "Mozilla/5.0 (Windows NT 10.0) Chrome/141",
  os: "Windows 10",
  browser: "CHROME",
  token: "borrowed",
};
export const stranger: Source = {
  ip: "203.0.113.200",
  city: "Almaty",
  country: "Kazakhstan",
  asn: 65550,
  asOrg: "steppe hosting",
  agent: "python-requests/2.32",
  token: "stranger",
};
/** The same, and it says that it is the person's own phone and mail program. */
export const pretender: Source = { ...stranger, agent: mailApp.agent, os: "iOS (iPhone)" };

export const PERSON = { id: "00uNORAQUISTNORAQUIS", login: "nora.quist@tern.example", name: "Nora Quist" };
export const ADMIN = { id: "00uADMINADMINADMINAD", login: "ivo.brandt@tern.example", name: "Ivo Brandt" };

interface Who {
  id: string;
  type?: string;
  login: string;
  name: string;
}

interface Target {
  id: string;
  type: string;
  alternateId?: string;
  displayName: string;
}

export interface Raw {
  type: string;
  at: number;
  from?: Source | undefined;
  by?: Who;
  result?: string;
  reason?: string | null;
  targets?: Target[];
  session?: string;
  request?: string;
  uri?: string;
  debug?: Record<string, string>;
}

export const onPerson: Target = { id: PERSON.id, type: "User", alternateId: PERSON.login, displayName: PERSON.name };
const passwordTarget: Target = { id: "laeNORAPASSWORD", type: "AuthenticatorEnrollment", displayName: "Password" };
export const pushTarget: Target = { id: "opfPUSH", type: "AuthenticatorEnrollment", displayName: "Okta Verify" };

/** One person's case in the making. Times are given as for `ago`. */
export class Story {
  status = "ACTIVE";
  passwordChanged: string | null = new Date(ago("50d")).toISOString();
  statusChanged: string | null = new Date(ago("300d")).toISOString();
  activated: string | null = new Date(ago("300d")).toISOString();
  lastLogin: string | null = new Date(ago("1d")).toISOString();
  provider = { type: "OKTA", name: "OKTA" };
  profile: Record<string, unknown> = {};
  factors: Factor[] | null = [factor("opfPUSH", "push", "Nora's iPhone"), factor("mblSMS", "sms", "+46*****12")];
  sinceDays = 7;
  conditions = new Map<string, string[]>();
  readonly #events: LogEvent[] = [];
  readonly #nearby: LogEvent[] = [];
  readonly #org: LogEvent[] = [];
  #count = 0;

  /** A month of ordinary working days: mornings at home or in the office, the mail program beside them. */
  static withHistory(): Story {
    const story = new Story();
    for (let day = 36; day >= 2; day--) story.signIn(day % 3 === 0 ? office : laptop, `${day}d 6h`);
    for (let day = 30; day >= 2; day -= 2) story.programSignIn(mailApp, `${day}d 5h`);
    return story;
  }

  wire(
    {
      type,
      at,
      from,
      by = { ...PERSON },
      result = "SUCCESS",
      reason = null,
      targets = [],
      session,
      request,
      uri,
      debug,
    }: Raw,
  ): LogEvent {
    const uuid = `00000000-0000-4000-8000-${String(++this.#count).padStart(12, "0")}`;
    const behaviors = from?.velocity ? "{New Country=POSITIVE, Velocity=POSITIVE}" : undefined;
    return toLogEvent({
      uuid,
      published: new Date(at).toISOString(),
      eventType: type,
      displayMessage: "…",
      severity: "INFO",
      actor: { id: by.id, type: by.type ?? "User", alternateId: by.login, displayName: by.name },
      target: targets,
      outcome: { result, reason },
      client: from === undefined ? null : {
        ipAddress: from.ip,
        userAgent: { rawUserAgent: from.agent, os: from.os ?? "Unknown", browser: from.browser ?? "UNKNOWN" },
        device: "Unknown",
        zone: from.zone ?? "null",
        geographicalContext: { city: from.city, country: from.country },
      },
      securityContext: from === undefined
        ? null
        : { asNumber: from.asn, asOrg: from.asOrg, isProxy: from.proxy ?? false },
      authenticationContext: { externalSessionId: session ?? "unknown", rootSessionId: session ?? "unknown" },
      transaction: { type: "WEB", id: request ?? `req${this.#count}` },
      debugContext: {
        debugData: {
          requestUri: uri ?? "/idp/idx/identify",
          ...from?.token ? { dtHash: `hash-of-${from.token}` } : {},
          ...from?.risk ? { risk: `{level=${from.risk}}` } : {},
          ...from?.threat ? { threatSuspected: "true" } : {},
          ...behaviors === undefined ? {} : { behaviors },
          ...debug,
        },
      },
    });
  }

  add(...raw: Raw[]): this {
    this.#events.push(...raw.map((each) => this.wire(each)));
    return this;
  }

  near(...raw: Raw[]): this {
    this.#nearby.push(...raw.map((each) => this.wire(each)));
    return this;
  }

  inOrg(...raw: Raw[]): this {
    this.#org.push(...raw.map((each) => this.wire(each)));
    return this;
  }

  signIn(from: Source, when: string, session = `session ${when}`): this {
    return this.add({ type: "user.session.start", at: ago(when), from, session, targets: [onPerson] });
  }

  programSignIn(from: Source, when: string): this {
    return this.add({
      type: "user.authentication.auth_via_richclient",
      at: ago(when),
      from,
      uri: "/app/office365/x/sso/wsfed/active",
    });
  }

  /** Identity Engine writes two events for one wrong password, in one request. */
  wrongPassword(from: Source, at: number): this {
    const request = `wrong${++this.#count}`;
    return this.add(
      {
        type: "user.authentication.auth_via_mfa",
        at,
        from,
        request,
        result: "FAILURE",
        reason: "INVALID_CREDENTIALS",
        targets: [onPerson, passwordTarget],
        debug: { factor: "PASSWORD_AS_FACTOR" },
      },
      {
        type: "user.session.start",
        at: at + 4,
        from,
        request,
        result: "FAILURE",
        reason: "INVALID_CREDENTIALS",
        targets: [onPerson],
      },
    );
  }

  /** Wrong passwords, one every `every` seconds, the first at `when`; each may come from another source. */
  wrongPasswords(source: Source | ((i: number) => Source), count: number, when: string, every: number): this {
    for (let i = 0; i < count; i++) {
      this.wrongPassword(typeof source === "function" ? source(i) : source, ago(when) + i * every * 1000);
    }
    return this;
  }

  /** A program's wrong passwords; `LOCKED_OUT` as the reason for those after the lock. */
  programTries(from: Source, count: number, when: string, every: number, reason = "INVALID_CREDENTIALS"): this {
    for (let i = 0; i < count; i++) {
      this.add({
        type: "user.authentication.auth_via_richclient",
        at: ago(when) + i * every * 1000,
        from,
        result: "FAILURE",
        reason,
        uri: "/app/office365/x/sso/wsfed/active",
      });
    }
    return this;
  }

  lock(from: Source, when: string): this {
    this.status = "LOCKED_OUT";
    this.statusChanged = new Date(ago(when)).toISOString();
    return this.add({
      type: "user.account.lock",
      at: ago(when),
      from,
      result: "FAILURE",
      reason: "LOCKED_OUT",
      targets: [onPerson],
    });
  }

  changedPassword(from: Source, when: string): this {
    this.passwordChanged = new Date(ago(when)).toISOString();
    return this.add({ type: "user.account.update_password", at: ago(when), from, targets: [onPerson] });
  }

  /** A right password, then a prompt and what came of it. */
  prompt(from: Source, at: number, answer: "approve" | "deny" | "none", session = "prompts"): this {
    const outcome = {
      approve: {
        result: "SUCCESS",
        debug: { factor: "OKTA_VERIFY_PUSH", pushOnlyResponseType: "OV_RESPONSE_APPROVE" },
      },
      deny: {
        result: "FAILURE",
        reason: "INVALID_CREDENTIALS",
        debug: { factor: "OKTA_VERIFY_PUSH", pushOnlyResponseType: "OV_RESPONSE_DENY" },
      },
      none: { result: "UNANSWERED", debug: { factor: "OKTA_VERIFY_PUSH" } },
    }[answer];
    return this.add(
      {
        type: "user.authentication.auth_via_mfa",
        at,
        from,
        session,
        targets: [onPerson, passwordTarget],
        debug: { factor: "PASSWORD_AS_FACTOR" },
      },
      { type: "system.push.send_factor_verify_push", at: at + 2000, from, session, targets: [onPerson, pushTarget] },
      {
        type: "user.authentication.auth_via_mfa",
        at: at + 20_000,
        from,
        session,
        targets: [onPerson, pushTarget],
        ...outcome,
      },
    );
  }

  facts(): Facts {
    const byTime = (a: LogEvent, b: LogEvent) => Date.parse(a.time) - Date.parse(b.time);
    const since = new Date(ago(`${this.sinceDays}d`));
    const [firstName, lastName] = PERSON.name.split(" ");
    return {
      now: NOW,
      since,
      user: toUser({
        id: PERSON.id,
        status: this.status,
        created: new Date(ago("301d")).toISOString(),
        activated: this.activated,
        statusChanged: this.statusChanged,
        lastLogin: this.lastLogin,
        passwordChanged: this.passwordChanged,
        credentials: { provider: this.provider },
        profile: { login: PERSON.login, email: PERSON.login, firstName, lastName, ...this.profile },
      }),
      factors: this.factors,
      events: this.#events.toSorted(byTime),
      nearby: this.#nearby.toSorted(byTime),
      org: this.#org.toSorted(byTime),
      thresholds: THRESHOLDS,
      conditions: new Map([...this.conditions].map(([id, parts]) => [id, parts.map(own)])),
    };
  }
}

export function factor(id: string, factorType: string, device: string | null, more: Partial<Factor> = {}): Factor {
  return {
    id,
    factorType,
    provider: "OKTA",
    vendorName: "OKTA",
    status: "ACTIVE",
    created: new Date(ago("200d")).toISOString(),
    lastUpdated: null,
    device,
    profile: {},
    ...more,
  };
}

/** What the one who made the story knows. */
export interface Scenario {
  name: string;
  story: () => Story;
  /** Every cause that holds, the verdict first. */
  causes: [verdict: string, ...further: string[]];
  /** What may be told besides, as a notice only. */
  notices?: string[];
  /** What the verdict's headline must say. */
  headline?: RegExp;
}
