import { dirname } from "node:path";
import { type Check, failed, ok, warning } from "./check.ts";

/** Whether the audit log can be written. */
export type AuditProbe = { path: string; error?: Error; othersMayRead?: boolean };

/**
 * Tries whether a line could be added, and leaves nothing behind.
 * @param folder the program's own folder around the file, which it makes itself; an operator's must be there
 */
export async function probeAudit(path: string, folder?: string): Promise<AuditProbe> {
  try {
    const { mode } = await Deno.stat(path);
    (await Deno.open(path, { append: true })).close();
    // On Windows the mode tells nothing about others: there the folder's access list decides.
    return { path, othersMayRead: Deno.build.os !== "windows" && ((mode ?? 0) & 0o077) !== 0 };
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) return { path, error: error as Error };
  }
  try {
    const place = folder === undefined ? dirname(path) : await nearest(folder);
    const trial = `${place}/.mcp-okta-support-${crypto.randomUUID()}`;
    (await Deno.open(trial, { write: true, createNew: true, mode: 0o600 })).close();
    await Deno.remove(trial);
    return { path };
  } catch (error) {
    return { path, error: error as Error };
  }
}

/** The folder itself, or the innermost one around it that there is. */
async function nearest(folder: string): Promise<string> {
  for (let place = folder;; place = dirname(place)) {
    const isThere = await Deno.stat(place).then(({ isDirectory }) => isDirectory, () => false);
    if (isThere || dirname(place) === place) return place;
  }
}

export function judgeAudit({ path, error, othersMayRead }: AuditProbe): Check {
  if (error !== undefined) {
    const fix =
      "Nothing can be changed without it: make sure that its folder is there and may be written, or set OKTA_AUDIT_LOG to another file.";
    return failed("Audit log", `${path} cannot be written (${error.name})`, fix);
  }
  if (othersMayRead) return warning("Audit log", `${path} can be read by others`, `Run chmod 600 ${path}.`);
  return ok("Audit log", `${path} can be written`);
}
