import { join } from "node:path";

/** What a stored login or grant is good for, and nothing else. */
export interface Binding {
  /** The org's origin. */
  org: string;
  clientId: string;
  /** The scopes that were asked for. */
  scopes: readonly string[];
}

/** The binding in one form, however the scopes are ordered. */
export function binding(orgUrl: URL, { clientId, scopes }: Pick<Binding, "clientId" | "scopes">): Binding {
  return { org: orgUrl.origin, clientId, scopes: [...new Set(scopes)].sort() };
}

/** Whether what a file holds belongs to the binding. */
export function isBoundTo(stored: Partial<Binding>, { org, clientId, scopes }: Binding): boolean {
  return stored.org === org && stored.clientId === clientId && String(stored.scopes) === String(scopes);
}

/** Where the binding's file of a kind lies: each binding has its own, so that no profile overwrites another. */
export async function pathOf(bound: Binding, folder: string, kind: "login" | "scopes"): Promise<string> {
  const text = JSON.stringify([bound.org, bound.clientId, bound.scopes]);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return join(folder, `oauth-${digest.subarray(0, 8).toHex()}.${kind}.json`);
}
