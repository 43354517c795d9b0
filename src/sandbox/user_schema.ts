/** The user profile schema: Okta's 31 base attributes, and as custom ones whatever else people had when the org began. */
import type { OrgState, UserRecord } from "./state.ts";
import { invalid } from "./errors.ts";
import type { Json } from "./json.ts";

interface BaseAttribute {
  title: string;
  required?: true;
  format?: string;
  minLength?: number;
  maxLength?: number;
  /** What the person may do with it in their own settings. */
  self: "READ_WRITE" | "READ_ONLY" | "HIDE";
}

const BASE: Record<string, BaseAttribute> = {
  login: { title: "Username", required: true, minLength: 5, maxLength: 100, self: "READ_ONLY" },
  firstName: { title: "First name", required: true, minLength: 1, maxLength: 50, self: "READ_WRITE" },
  lastName: { title: "Last name", required: true, minLength: 1, maxLength: 50, self: "READ_WRITE" },
  middleName: { title: "Middle name", self: "READ_ONLY" },
  honorificPrefix: { title: "Honorific prefix", self: "READ_ONLY" },
  honorificSuffix: { title: "Honorific suffix", self: "READ_ONLY" },
  email: { title: "Primary email", required: true, format: "email", self: "READ_WRITE" },
  title: { title: "Title", self: "READ_ONLY" },
  displayName: { title: "Display name", self: "READ_ONLY" },
  nickName: { title: "Nickname", self: "READ_ONLY" },
  profileUrl: { title: "Profile Url", format: "uri", self: "READ_ONLY" },
  secondEmail: { title: "Secondary email", format: "email", self: "READ_WRITE" },
  mobilePhone: { title: "Mobile phone", maxLength: 100, self: "READ_WRITE" },
  primaryPhone: { title: "Primary phone", maxLength: 100, self: "HIDE" },
  streetAddress: { title: "Street address", self: "HIDE" },
  city: { title: "City", self: "HIDE" },
  state: { title: "State", self: "HIDE" },
  zipCode: { title: "Zip code", self: "HIDE" },
  countryCode: { title: "Country code", format: "country-code", self: "HIDE" },
  postalAddress: { title: "Postal Address", self: "HIDE" },
  preferredLanguage: { title: "Preferred language", format: "language-code", self: "READ_ONLY" },
  locale: { title: "Locale", format: "locale", self: "READ_ONLY" },
  timezone: { title: "Time zone", format: "timezone", self: "READ_ONLY" },
  userType: { title: "User type", self: "READ_ONLY" },
  employeeNumber: { title: "Employee number", self: "READ_ONLY" },
  costCenter: { title: "Cost center", self: "READ_ONLY" },
  organization: { title: "Organization", self: "READ_ONLY" },
  division: { title: "Division", self: "READ_ONLY" },
  department: { title: "Department", self: "READ_ONLY" },
  managerId: { title: "ManagerId", self: "READ_ONLY" },
  manager: { title: "Manager", self: "READ_ONLY" },
};

/** The schema of one org. It does not change while the org runs, whatever becomes of the values. */
export class UserSchema {
  /** Names and JSON types of the attributes that the org added to Okta's own. */
  readonly #custom = new Map<string, string>();
  readonly #state: OrgState;

  constructor(state: OrgState) {
    this.#state = state;
    for (const { profile } of state.users.values()) {
      for (const [name, value] of Object.entries(profile)) {
        if (!Object.hasOwn(BASE, name) && value !== null && value !== undefined) this.#custom.set(name, typeOf(value));
      }
    }
  }

  /** Whether a profile may have an attribute of this name. */
  has(name: string): boolean {
    return Object.hasOwn(BASE, name) || this.#custom.has(name);
  }

  /**
   * Checks a whole profile. Throws `E0000001` with every fault: a missing required attribute, one the schema does not
   * have, a wrong type or length, a login that is no e-mail address or that someone other than `self` has.
   */
  check(profile: Json, self: UserRecord | undefined): void {
    const names = new Set([...Object.keys(BASE), ...Object.keys(profile)]);
    const faults = [...names].flatMap((name) => this.#faultsOf(name, profile[name]));
    const login = String(profile["login"] ?? "").toLowerCase();
    const holder = [...this.#state.users.values()].find((user) => user.profile.login.toLowerCase() === login);
    if (holder !== undefined && holder !== self) {
      faults.push("login: An object with this field already exists in the current organization");
    }
    if (faults.length > 0) throw invalid(faults[0]!.split(":")[0]!, ...faults);
  }

  #faultsOf(name: string, value: unknown): string[] {
    const base = Object.hasOwn(BASE, name) ? BASE[name] : undefined;
    if (value === null || value === undefined || value === "") {
      return base?.required ? [`${name}: The field cannot be left blank`] : [];
    }
    const type = base === undefined ? this.#custom.get(name) : "string";
    if (type === undefined) return [`${name}: the user schema has no such attribute`];
    if (typeOf(value) !== type) return [`${name}: expected ${type}, found ${typeOf(value)}`];
    return base === undefined ? [] : textFaults(name, String(value), base);
  }

  /** The schema as `GET /api/v1/meta/schemas/user/default` sends it; `time` is when it was made. */
  wire(origin: string, time: string): Json {
    const property = (self: string, rest: Json) => ({
      ...rest,
      mutability: "READ_WRITE",
      scope: "NONE",
      permissions: [{ principal: "SELF", action: self }],
    });
    const base = Object.entries(BASE).map(([name, { self, ...rest }]) => [
      name,
      property(self, { type: "string", ...rest }),
    ]);
    const custom = [...this.#custom].map(([name, type]) => [name, property("READ_ONLY", { title: name, type })]);
    const required = Object.keys(BASE).filter((name) => BASE[name]!.required);
    const link = (rel: string, path: string) => ({ rel, href: `${origin}/api/v1/meta/${path}`, method: "GET" });
    return {
      id: `${origin}/meta/schemas/user/default`,
      $schema: "http://json-schema.org/draft-04/schema#",
      name: "user",
      title: "User",
      description: "The profile of a person in this org",
      lastUpdated: time,
      created: time,
      definitions: {
        custom: { id: "#custom", type: "object", properties: Object.fromEntries(custom), required: [] },
        base: { id: "#base", type: "object", properties: Object.fromEntries(base), required },
      },
      type: "object",
      properties: { profile: { allOf: [{ $ref: "#/definitions/custom" }, { $ref: "#/definitions/base" }] } },
      _links: {
        self: link("self", "schemas/user/default"),
        type: link("type", `types/user/${defaultTypeId(this.#state)}`),
      },
    };
  }
}

function textFaults(name: string, value: string, { format, minLength = 0, maxLength = 255 }: BaseAttribute): string[] {
  if (value.length < minLength || value.length > maxLength) {
    return [`${name}: expected ${minLength} to ${maxLength} characters, found ${value.length}`];
  }
  const isEmail = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value);
  if (name === "login" && !isEmail) return ["login: Username must be in the form of an email address"];
  return format === "email" && !isEmail ? [`${name}: Does not match required pattern`] : [];
}

function typeOf(value: unknown): string {
  return Array.isArray(value) ? "array" : typeof value;
}

/** The id of the user type that everyone in the demo org has. */
export function defaultTypeId(state: OrgState): string {
  return state.users.get(state.tokenOwnerId)?.type.id ?? "otydefault0000000000";
}
