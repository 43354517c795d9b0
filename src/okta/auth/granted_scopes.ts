import { type Binding, binding, isBoundTo, pathOf } from "./binding.ts";
import type { OAuthCredential } from "./credential.ts";
import { readPrivately, writePrivately } from "./private_file.ts";

/** The scopes that Okta granted the last time; undefined where that is not known. A cache: trouble reading it is none. */
export async function recallScopes(bound: Binding, folder: string): Promise<string[] | undefined> {
  const stored = await readPrivately(await pathOf(bound, folder, "scopes")).catch(() => undefined);
  if (stored === undefined || !isBoundTo(stored, bound) || !Array.isArray(stored.granted)) return undefined;
  return stored.granted.filter((scope) => typeof scope === "string");
}

/** What is known without asking Okta: what it granted the last time, or else what will be asked for. */
export async function knownScopes(
  orgUrl: URL,
  credential: OAuthCredential,
  folder: string,
): Promise<readonly string[]> {
  return await recallScopes(binding(orgUrl, credential), folder) ?? credential.scopes;
}

/** Remembers what Okta granted, for the next start. */
export async function rememberScopes(bound: Binding, folder: string, granted: readonly string[]): Promise<void> {
  const sorted = [...granted].sort();
  if (String(await recallScopes(bound, folder)) === String(sorted)) return;
  await writePrivately(await pathOf(bound, folder, "scopes"), { ...bound, granted: sorted });
}
