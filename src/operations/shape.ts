import type { Operation, Operations, Parameter, Schema } from "../okta/operations.ts";
import { kindsOf, type Schemas, whole } from "./schema.ts";

/** How much of a body's shape is told. */
export interface Detail {
  /** Whether what may be left out is told as well. */
  optional: boolean;
  /** How many levels of objects within objects. */
  depth: number;
  /** Only this kind of the object, where a property tells several apart. */
  kind?: string | undefined;
}

/** Values of an enumeration that are told. */
const MOST_VALUES = 16;
/** Headers that belong to the client itself or to the browser of an end user, who is not here. */
const NOT_OFFERED = ["content-type", "user-agent", "x-forwarded-for"];

/** The parameters of an operation that a caller may set. */
export function parametersOf({ parameters }: Operation): Parameter[] {
  return parameters.filter(({ name, in: place }) => place !== "header" || !NOT_OFFERED.includes(name.toLowerCase()));
}

/** The content type and schema by which the body is sent: JSON wherever Okta takes it, else PEM. */
export function bodyOf({ body }: Operation): { type: string; schema: Schema } | undefined {
  const types = Object.keys(body?.content ?? {});
  const type = types.find((one) => /[/+]json$/.test(one)) ?? types.find((one) => /pem/.test(one)) ?? types[0];
  return type === undefined ? undefined : { type, schema: body!.content[type]! };
}

/** A parameter in a few signs: `zoneId: string`, `limit?: integer 1..200`, `status?: ACTIVE|INACTIVE`. */
export function parameterShape(schemas: Schemas, { name, required, schema }: Parameter): string {
  return `${name}${required ? "" : "?"}: ${shape(schemas, schema, { optional: false, depth: 0 })}`;
}

/** The body of an operation as a type in TypeScript's notation; `undefined` where it takes none. */
export function bodyShape({ schemas }: Operations, operation: Operation, detail: Detail): string | undefined {
  const body = bodyOf(operation);
  if (body === undefined) return undefined;
  if (body.type === "multipart/form-data") return "{file: name of a file in the operator's folder}";
  return shape(schemas, body.schema, detail);
}

function shape(schemas: Schemas, schema: Schema, detail: Detail): string {
  const facts = whole(schemas, schema);
  const { type, items, properties, format, minimum, maximum } = facts;
  if (facts.enum !== undefined) return values(facts.enum);
  if (type === "array" || items !== undefined) {
    const item = shape(schemas, items ?? {}, detail);
    return /^[\w-]+$/.test(item) || item.startsWith("{") ? `${item}[]` : `(${item})[]`;
  }
  if (properties !== undefined || facts.discriminator !== undefined) return objectShape(schemas, facts, detail);
  if (typeof facts.additionalProperties === "object") return mapShape(schemas, facts.additionalProperties, detail);
  const alternatives = facts.oneOf ?? facts.anyOf;
  if (alternatives !== undefined) {
    return [...new Set(alternatives.map((one) => shape(schemas, one, detail)))].join(" | ");
  }
  if (type === "object") return "object";
  const range = minimum !== undefined && maximum !== undefined ? ` ${minimum}..${maximum}` : "";
  const kind = format === "date-time" ? "ISO time" : format === "binary" ? "file" : type ?? "any";
  return kind + range;
}

function objectShape(schemas: Schemas, facts: Schema, detail: Detail): string {
  if (detail.depth <= 0) return "object";
  const told = facts.discriminator?.propertyName;
  const kinds = Object.entries(kindsOf(facts)).filter(([kind]) => detail.kind === undefined || detail.kind === kind);
  // Among closed alternatives the kind has to be told.
  const must = told !== undefined && (facts.required?.includes(told) || facts.oneOf !== undefined);
  const tells = kinds.length === 0 ? [] : [`${told}${must ? "" : "?"}: ${values(kinds.map(([kind]) => kind))}`];
  const own = fields(schemas, facts, detail, tells.length > 0 ? [told!] : []);
  const base = tells.length + own.length === 0 ? "object" : `{${[...tells, ...own].join(", ")}}`;
  const special = Map.groupBy(kinds, ([, name]) => name).entries().flatMap(([name, members]) => {
    const shown = fields(
      schemas,
      whole(schemas, schemas[name] ?? {}),
      detail,
      Object.keys(facts.properties ?? {}),
      told,
    );
    return shown.length === 0 ? [] : [`${members.map(([kind]) => kind).join("|")}: + {${shown.join(", ")}}`];
  }).toArray();
  return special.length === 0 ? base : `${base}; by ${told} ${special.join("; ")}`;
}

/** An object whose keys are names of the org's own, such as attributes. */
function mapShape(schemas: Schemas, values: Schema, { optional, depth }: Detail): string {
  return depth <= 0 ? "object" : `{[name]: ${shape(schemas, values, { optional, depth: depth - 1 })}}`;
}

/** The properties of an object, required ones first; those in `known` are told elsewhere. */
function fields(
  schemas: Schemas,
  { properties = {}, required = [] }: Schema,
  { optional, depth }: Detail,
  known: readonly string[],
  told?: string,
): string[] {
  const must = (name: string) => required.includes(name);
  const inner = { optional, depth: depth - 1 };
  return Object.entries(properties)
    .filter(([name, { deprecated }]) => must(name) || (optional && !deprecated))
    .filter(([name]) => !["_links", "_embedded", told, ...known].includes(name))
    .sort(([a], [b]) => Number(must(b)) - Number(must(a)))
    .map(([name, property]) => `${name}${must(name) ? "" : "?"}: ${shape(schemas, property, inner)}`);
}

function values(all: readonly unknown[]): string {
  const told = all.filter((value) => value !== null);
  return told.slice(0, MOST_VALUES).join("|") + (told.length > MOST_VALUES ? `|… (${told.length})` : "");
}
