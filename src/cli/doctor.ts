import type { Check } from "../doctor/check.ts";
import { redact } from "../okta/redact.ts";

/** What was found, for people or, with `json`, for programs; `failed` where anything is wrong that has to be mended. */
export function report(found: readonly Check[], json: boolean): { text: string; failed: boolean } {
  const checks = redact(found) as Check[];
  const failed = checks.some(({ standing }) => standing === "failed");
  const text = json ? JSON.stringify({ ok: !failed, checks }, null, 2) : `${verdict(checks)}\n\n${table(checks)}`;
  return { text: `${text}\n`, failed };
}

function verdict(checks: readonly Check[]): string {
  const count = (standing: Check["standing"]) => checks.filter((check) => check.standing === standing).length;
  const failures = count("failed");
  const warnings = count("warning");
  const worth = warnings === 0 ? "" : ` ${warnings} more ${warnings === 1 ? "is" : "are"} worth a look.`;
  if (failures > 0) return `${failures} of ${checks.length} checks failed: mend the first one first.${worth}`;
  return warnings === 0 ? "All is well." : `Nothing failed, but ${warnings} of ${checks.length} checks gave a warning.`;
}

function table(checks: readonly Check[]): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  return checks.flatMap(({ name, standing, says, fix }) => [
    `${(standing === "failed" ? "FAILED" : standing).padEnd(8)} ${name.padEnd(width)}  ${says}`,
    ...(fix === undefined ? [] : [`${" ".repeat(9 + width)}  -> ${fix}`]),
  ]).join("\n");
}
