import type { Schema } from "../okta/operations.ts";
import { isObject } from "../okta/read.ts";

/** The schemas of the contract, by name. */
export type Schemas = Readonly<Record<string, Schema>>;

/** Deeper than any schema refers on: an end for those that refer to themselves. */
const DEEPEST = 12;

/**
 * A schema with its references followed and its parts put together, one level deep: the properties of all parts side
 * by side.
 */
export function whole(schemas: Schemas, schema: Schema, depth = 0): Schema {
  const { $ref, allOf, ...own } = schema;
  if (depth > DEEPEST) return own;
  const parts = [...$ref === undefined ? [] : [schemas[$ref] ?? {}], ...allOf ?? []];
  return parts.map((part) => whole(schemas, part, depth + 1)).concat(own).reduce((sum, part) => ({
    ...sum,
    ...part,
    ...(sum.properties || part.properties) && { properties: { ...sum.properties, ...part.properties } },
    ...(sum.required || part.required) && { required: [...new Set([...sum.required ?? [], ...part.required ?? []])] },
  }), {});
}

/** The kinds of an object that one of its properties tells apart: the schema's name by that property's value. */
export function kindsOf({ discriminator }: Schema): Readonly<Record<string, string>> {
  return discriminator?.mapping ?? {};
}

/** The schema of this very value: of its kind, where its schema has several. */
export function schemaOf(schemas: Schemas, schema: Schema, value: unknown): Schema {
  const base = whole(schemas, schema);
  const kind = isObject(value) ? value[base.discriminator?.propertyName ?? ""] : undefined;
  const name = typeof kind === "string" ? kindsOf(base)[kind] : undefined;
  if (name === undefined || schemas[name] === undefined) return base;
  // A kind refers to its base, whose own kinds must not be asked for again.
  const { discriminator: _, ...special } = whole(schemas, schemas[name]);
  return special;
}

/**
 * What of a document a request may write: Okta sets the rest itself. Properties of an object that may hold others than
 * its schema names, such as a profile, are all kept.
 */
export function writablePart(schemas: Schemas, schema: Schema, value: unknown, depth = 0): unknown {
  const { properties, items, additionalProperties } = schemaOf(schemas, schema, value);
  if (depth > DEEPEST) return value;
  if (Array.isArray(value)) {
    return items === undefined ? value : value.map((item) => writablePart(schemas, items, item, depth + 1));
  }
  if (!isObject(value) || properties === undefined) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      const property = Object.hasOwn(properties, key) ? properties[key] : undefined;
      if (property !== undefined) return [[key, writablePart(schemas, property, inner, depth + 1)]];
      return additionalProperties ? [[key, inner]] : [];
    }).filter(([key]) => key !== "_links" && key !== "_embedded"),
  );
}
