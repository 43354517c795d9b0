import { quote } from "../quote.ts";
import type { App } from "./apps.ts";
import { bodyOf, type Okta } from "./client.ts";
import { passwordKeeper } from "./lifecycle.ts";
import { list, number, object, text } from "./read.ts";
import type { User } from "./users.ts";

/** An attribute that a user's profile may have, as far as it bears on changing it. */
export interface ProfileAttribute {
  name: string;
  /** `string`, `number`, `integer`, `boolean`, `array`; `null` where Okta did not say. */
  type: string | null;
  required: boolean;
  /** `READ_WRITE`, `READ_ONLY`, `IMMUTABLE` (set once), `WRITE_ONLY`. */
  mutability: string | null;
  minLength: number | null;
  maxLength: number | null;
  /** The values allowed; empty for any. */
  values: unknown[];
  /**
   * Who decides the value: `PROFILE_MASTER`, whatever the person's profile source is; `OKTA`; `OVERRIDE`, the first of
   * `sources` that the person has.
   */
  master: string | null;
  /** Ids of apps in order of precedence, `null` for Okta itself. */
  sources: (string | null)[];
}

/**
 * The attributes of the schema that a user's profile follows, by name: Okta's own and the org's.
 * @throws OktaError, 403 where the token may not read schemas.
 */
export async function profileAttributes(okta: Okta, { schemaId }: User): Promise<Map<string, ProfileAttribute>> {
  const path = { schemaId: schemaId ?? "default" };
  const result = await okta.api.GET("/api/v1/meta/schemas/user/{schemaId}", { params: { path } });
  const { base, custom } = object(object(bodyOf(result)).definitions);
  const attributes = [base, custom].map(object).flatMap((part) => {
    const required = list(part.required);
    return Object.entries(object(part.properties)).map(([name, raw]) => toAttribute(name, raw, required));
  });
  return new Map(attributes.map((attribute) => [attribute.name, attribute]));
}

function toAttribute(name: string, raw: unknown, required: unknown[]): ProfileAttribute {
  const attribute = object(raw);
  const { type, priority } = object(attribute.master);
  return {
    name,
    type: text(attribute.type),
    required: attribute.required === true || required.includes(name),
    mutability: text(attribute.mutability),
    minLength: number(attribute.minLength),
    maxLength: number(attribute.maxLength),
    values: list(attribute.enum),
    master: text(type),
    sources: list(priority).map(object).map((source) => source.type === "APP" ? text(source.value) : null),
  };
}

/** Why an attribute cannot take this value, by the schema; `undefined` where nothing speaks against it. */
export function misfit(attribute: ProfileAttribute, value: unknown): string | undefined {
  const { type, required, mutability, minLength, maxLength, values } = attribute;
  if (mutability === "READ_ONLY" || mutability === "IMMUTABLE") {
    return `the org's schema makes it ${mutability}: see Directory > Profile Editor`;
  }
  if (value === null) return required ? "it is required and cannot be cleared" : undefined;
  if (type !== null && !isOfType(value, type)) return `it must be of type ${type}`;
  if (values.length > 0 && !values.includes(value)) return `it must be one of ${values.map(quote).join(", ")}`;
  const length = typeof value === "string" ? value.length : null;
  if (length === null) return undefined;
  if (length < (minLength ?? 0)) return `it must have at least ${minLength} characters`;
  return length > (maxLength ?? Infinity) ? `it must have at most ${maxLength} characters` : undefined;
}

/** Okta's types are JavaScript's, and two more. */
function isOfType(value: unknown, type: string): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "array") return Array.isArray(value);
  const actual: string = typeof value;
  return actual === type;
}

/** The feature of an app that is the authority on the profiles of its users, such as an HR system. */
const PROFILE_SOURCE = "PROFILE_MASTERING";

/**
 * The directory or app that decides an attribute's value in Okta's stead, so that Okta refuses to change it
 * (E0000076); `undefined` where Okta decides.
 * @param apps The person's apps.
 */
export function sourceOf({ master, sources }: ProfileAttribute, user: User, apps: readonly App[]): string | undefined {
  const labelled = (app: App | undefined) => app && quote(app.label);
  if (master === "OKTA") return undefined;
  if (master === "OVERRIDE") {
    const first = sources.find((id) => id === null || apps.some((app) => app.id === id));
    return labelled(apps.find(({ id }) => id === first));
  }
  const isDirectory = user.provider?.type === "ACTIVE_DIRECTORY" || user.provider?.type === "LDAP";
  return isDirectory ? passwordKeeper(user) : labelled(apps.find(({ features }) => features.includes(PROFILE_SOURCE)));
}
