import { merge } from "../../okta/app_update.ts";
import type { Document } from "../../okta/read.ts";

/**
 * Changes whose keys are paths, as a document: `{ "settings.app.domain": "x" }` becomes
 * `{ settings: { app: { domain: "x" } } }`. Objects may stand in the place of paths.
 */
export function nested(changes: Document): Document {
  const documents = Object.entries(changes).map(([path, value]) =>
    path.split(".").reduceRight((inner: unknown, key) => Object.fromEntries([[key, inner]]), value)
  );
  return documents.reduce((all: unknown, one) => merge(all, one), {}) as Document;
}
