import { isObject } from "../../okta/read.ts";

/**
 * The values of a document by their paths, such as `settings.app.domain`: the form in which a change to one is asked
 * for. What is empty is left out; arrays are one value.
 */
export function flatten(document: Record<string, unknown>, path = ""): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(document).flatMap(([key, value]) => {
      const place = path === "" ? key : `${path}.${key}`;
      if (isObject(value)) return Object.entries(flatten(value, place));
      const isEmpty = value === null || value === undefined || value === "" ||
        (Array.isArray(value) && value.length === 0);
      return isEmpty ? [] : [[place, value]];
    }),
  );
}
