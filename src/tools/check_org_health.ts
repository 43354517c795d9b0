import * as z from "zod";
import { plain, quote } from "../mcp/output.ts";
import { OktaError } from "../okta/errors.ts";
import { defineTool } from "./define.ts";
import { checkAdmins } from "./health/admins.ts";
import { checkAgents } from "./health/agents.ts";
import { checkApps } from "./health/apps.ts";
import { type Check, type Checked, SEVERITIES } from "./health/check.ts";
import { checkLog } from "./health/log.ts";
import { checkPeople } from "./health/people.ts";
import { checkPolicies } from "./health/policies.ts";

const CHECKS: Readonly<Record<string, Check>> = {
  agents: checkAgents,
  administrators: checkAdmins,
  apps: checkApps,
  policies: checkPolicies,
  people: checkPeople,
  log: checkLog,
};

/** How many names of a concern are shown. */
const SHOWN = 5;

export const checkOrgHealth = defineTool({
  name: "check_org_health",
  title: "Check the org's health",
  description:
    "What nobody has noticed yet: agents down, certificates ending, weak policy rules, administrators idle " +
    "or without a factor, locked and stale accounts, rate limits. The gravest first, each with the next call. Looks at " +
    "samples in a large org and says so.",
  toolset: "admin",
  scopes: [
    "okta.users.read",
    "okta.roles.read",
    "okta.apps.read",
    "okta.groups.read",
    "okta.policies.read",
    "okta.logs.read",
    "okta.agentPools.read",
  ],
  input: z.object({}),
  output: z.object({
    concerns: z.array(z.object({
      severity: z.enum(SEVERITIES),
      area: z.string(),
      title: z.string(),
      count: z.int(),
      examples: z.array(z.string()),
      next: z.string(),
    })),
    looked_at: z.array(z.string()),
    unchecked: z.array(z.string()).optional(),
  }),

  async run(_, call) {
    const areas = Object.keys(CHECKS);
    let done = 0;
    const results = await Promise.all(
      Object.entries(CHECKS).map(async ([area, check]): Promise<Checked & { area: string } | { unchecked: string }> => {
        try {
          return { area, ...await check(call) };
        } catch (error) {
          // One area that Okta refuses or that is over its rate limit does not hide the others.
          if (!(error instanceof OktaError) || call.signal.aborted) throw error;
          return { unchecked: `${area}: ${error.summary}` };
        } finally {
          call.progress(`Checked ${area}`, ++done, areas.length);
        }
      }),
    );
    const checked = results.filter((result) => "area" in result);
    const unchecked = results.flatMap((result) => "unchecked" in result ? [result.unchecked] : []);
    const concerns = SEVERITIES.flatMap((severity) =>
      checked.flatMap(({ area, concerns }) =>
        concerns.filter((each) => each.severity === severity).map(({ title, items, next }) => ({
          severity,
          area,
          title,
          count: items.length,
          examples: items.slice(0, SHOWN),
          next,
        }))
      )
    );
    const looked_at = checked.map(({ looked }) => looked);
    const counts = SEVERITIES.map((severity) => ({
      severity,
      count: concerns.filter((each) => each.severity === severity).length,
    })).filter(({ count }) => count > 0).map(({ severity, count }) => `${count} ${severity}`);
    return {
      text: [
        concerns.length === 0 ? "Nothing to be concerned about was found." : `Concerns: ${counts.join(", ")}.`,
        ...concerns.map(({ severity, title, count, examples, next }) => {
          const rest = count > examples.length ? ` and ${count - examples.length} more` : "";
          return `- ${severity.toUpperCase()}, ${title} (${count}): ${
            examples.map(quote).join(", ")
          }${rest}. Next: ${next}`;
        }),
        `Looked at: ${looked_at.join("; ")}.`,
        ...unchecked.map((reason) => `Not checked, ${plain(reason)}.`),
      ].join("\n"),
      data: { concerns, looked_at, ...unchecked.length > 0 && { unchecked } },
    };
  },
});
