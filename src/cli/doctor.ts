import { readConfig } from "../config.ts";
import type { Check } from "../doctor/check.ts";
import { examine } from "../doctor/examine.ts";
import { redact } from "../okta/redact.ts";
import { dataFolder } from "../paths.ts";
import { connect, USER_AGENT } from "../program.ts";
import type { ToolFacts } from "../tools/exposure.ts";
import type { CommandLine } from "./arguments.ts";
import { settingSources } from "./settings.ts";

/** Looks at this machine's settings, network and rights. */
export async function doctor(
  line: CommandLine,
  tools: readonly ToolFacts[],
): Promise<{ text: string; failed: boolean }> {
  const { settings } = await settingSources(line.envFile);
  const proxy = URL.parse(Deno.env.get("HTTPS_PROXY") ?? "")?.host;
  const checks = await examine({
    settings: readConfig(settings, { demo: line.demo, tools }),
    tools,
    network: {
      trustsSystem: Deno.env.get("DENO_TLS_CA_STORE")?.includes("system") ?? false,
      ...(proxy === undefined ? {} : { proxy }),
    },
    folder: dataFolder(),
    userAgent: USER_AGENT,
    connect: (config) => connect(config, () => {}),
  });
  return report(checks, line.json);
}

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
