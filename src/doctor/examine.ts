import { type Config, type ConfigResult, ORG_SETTINGS } from "../config.ts";
import { auditPathIn } from "../mcp/audit.ts";
import { binding } from "../okta/auth/binding.ts";
import { recallScopes } from "../okta/auth/granted_scopes.ts";
import type { OktaConnection } from "../okta/client.ts";
import { isWanted, type ToolFacts } from "../tools/exposure.ts";
import { judgeAreas, probeAreas } from "./areas.ts";
import { judgeAudit, probeAudit } from "./audit.ts";
import { type Check, skipped } from "./check.ts";
import { judgeClock } from "./clock.ts";
import { judgeCredential, probeOwner } from "./credential.ts";
import { judgeLimits } from "./limits.ts";
import { judgeOrg, type Network, probeOrg } from "./org.ts";
import { judgeScopes } from "./scopes.ts";
import { judgeSettings } from "./settings.ts";

/** What is examined, and by which means. */
export interface Patient {
  settings: ConfigResult;
  /** All tools that there are. */
  tools: readonly ToolFacts[];
  network: Network;
  /** The program's own folder. */
  folder: string;
  userAgent: string;
  /** Connects as a server would; sends nothing yet. */
  connect(config: Config): Promise<OktaConnection>;
}

/** Looks at everything that can be looked at, however wrong the rest is; changes nothing, here or at Okta. */
export async function examine(patient: Patient): Promise<Check[]> {
  const { settings } = patient;
  const problems = "problems" in settings ? settings.problems : [];
  const config = "problems" in settings ? settings.partial : settings.config;
  const isUsable = (setting: string) => problems.every((problem) => problem.setting !== setting);
  const [org, audit] = await Promise.all([
    isUsable("OKTA_ORG_URL")
      ? examineOrg(patient, config, ORG_SETTINGS.every(isUsable))
      : [skipped("Org", "needs OKTA_ORG_URL")],
    examineAudit(config, patient.folder),
  ]);
  return [...judgeSettings(problems, config.notices), ...org, audit];
}

async function examineOrg(patient: Patient, config: Config, canSignIn: boolean): Promise<Check[]> {
  const connection = canSignIn ? await patient.connect(config) : undefined;
  const url = connection?.orgUrl ?? (config.org.kind === "okta" ? config.org.url : undefined);
  if (url === undefined) return [];
  const probe = await probeOrg(url, config.timeoutSeconds, patient.userAgent);
  const org = judgeOrg(probe, patient.network);
  const { response, at } = probe.answer ?? {};
  const clock = response === undefined ? [] : [judgeClock(response.headers.get("date"), at!)];
  // A credential is sent to nothing that does not look like an Okta org.
  const isOrg = org.every(({ standing }) => standing !== "failed");
  if (!isOrg) return [...org, ...clock, skipped("Credential", "needs an org to try it on")];
  if (connection === undefined) return [...org, ...clock, skipped("Credential", "needs settings that can be used")];
  return [...org, ...clock, ...await examineAccess(patient, config, connection)];
}

async function examineAccess(patient: Patient, config: Config, connection: OktaConnection): Promise<Check[]> {
  const { tools, folder } = patient;
  // The demo org takes a token of its own.
  const credential = config.org.kind === "okta" ? config.org.credential : { kind: "api-token" as const, token: "" };
  const okta = connection.forCall({ signal: new AbortController().signal });
  const scopes = credential.kind === "api-token" ? undefined : credential.scopes;
  const [areas, owner] = await Promise.all([
    probeAreas(okta, new Date(), scopes),
    probeOwner(okta, credential.kind),
  ]);
  const accepted = judgeCredential(credential, areas, owner);
  const checks = [accepted];
  if (credential.kind !== "api-token") {
    const granted = accepted.standing === "ok"
      ? await recallScopes(binding(connection.orgUrl, credential), folder)
      : undefined;
    checks.push(judgeScopes(credential.scopes, granted, tools.filter((tool) => isWanted(tool, config))));
  }
  return [...checks, ...judgeAreas(areas), judgeLimits(connection.headroom())];
}

async function examineAudit(config: Config, folder: string): Promise<Check> {
  if (config.auditLog !== undefined) return judgeAudit(await probeAudit(config.auditLog));
  if (config.org.kind === "demo") return skipped("Audit log", "kept in memory for the demo org");
  return judgeAudit(await probeAudit(auditPathIn(folder), folder));
}
