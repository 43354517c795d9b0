import { escape, isObject, type Json, type JsonObject, list, resolve, visit } from "./json.ts";

/** A discriminator maps to a reference or, in short, to the name of a schema. */
export function mapped(target: Json): string {
  return `${target}`.startsWith("#") ? `${target}` : `#/components/schemas/${target}`;
}

/** What a value refers to, or the value itself if it is no reference. */
export function dereference(document: JsonObject, value: Json | undefined): Json | undefined {
  return isObject(value) && typeof value.$ref === "string" ? resolve(document, value.$ref) : value;
}

/** Notes every reference of the source that points nowhere, with what becomes of it. */
export function noteDangling(source: JsonObject, notes: string[]): void {
  visit(source, "#", (object, place) => {
    if (typeof object.$ref === "string" && resolve(source, object.$ref) === undefined) {
      const fate = /\/examples?\//.test(place) ? "gone with its example" : "removed";
      notes.push(`${place}: reference to ${object.$ref}, which does not exist: ${fate}`);
    }
    for (const [value, target] of mappings(object)) {
      if (resolve(source, mapped(target)) !== undefined) continue;
      notes.push(`${place}/mapping/${escape(value)}: reference to ${target}, which does not exist: removed`);
    }
  });
}

/** Takes out what points nowhere: a parameter or a body as a whole; a schema or a response becomes one of any shape. */
export function repairReferences(document: JsonObject): void {
  const dangling = (value: Json | undefined) => isObject(value) && dereference(document, value) === undefined;
  visit(document, "#", (object) => {
    if (Array.isArray(object.parameters)) object.parameters = object.parameters.filter((one) => !dangling(one));
    if (dangling(object.requestBody)) delete object.requestBody;
    if (dangling(object)) delete object.$ref;
    for (const [value, target] of mappings(object)) {
      if (resolve(document, mapped(target)) === undefined) delete (object.mapping as JsonObject)[value];
    }
  });
}

/** The entries of a discriminator's mapping; none if the object is no discriminator. */
export function mappings({ propertyName, mapping }: JsonObject): [value: string, target: Json][] {
  return typeof propertyName === "string" && isObject(mapping) ? Object.entries(mapping) : [];
}

/**
 * Leaves one parameter of each name and place in the list of `holder`. What its path has `declared` an operation may
 * override, except that a path parameter is the same by its name, and that most of the others are mere repetitions.
 */
export function dropDuplicates(
  document: JsonObject,
  holder: JsonObject,
  declared: Json[],
  place: string,
  notes: string[],
): void {
  const name = (parameter: Json | undefined) =>
    isObject(parameter) ? `${parameter.in} parameter ${parameter.name}` : "";
  const inherited = declared.map((one) => dereference(document, one));
  const seen = new Set<string>();
  const kept = list(holder.parameters).filter((entry, index) => {
    const parameter = dereference(document, entry);
    const id = name(parameter);
    const repeats = inherited.some((one) =>
      name(one) === id && (id.startsWith("path ") || JSON.stringify(one) === JSON.stringify(parameter))
    );
    const first = !repeats && !seen.has(id);
    if (!first) notes.push(`${place}/parameters/${index}: dropped, a duplicate of the ${id}`);
    seen.add(id);
    return first;
  });
  if (kept.length > 0) holder.parameters = kept;
  else delete holder.parameters;
}
