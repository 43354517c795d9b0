import { agentEntity, beginSignIn, refuse, signInBy, waysIn } from "../signin.ts";
import type { Stage } from "../stage.ts";
import { DAY, HOUR, lastLocal, MINUTE, SECOND } from "../time.ts";

/** The early shift; the seventh of the warehouse people was on leave. */
const EARLY_SHIFT = ["pete.hollis", "rosa.delgado", "jamal.carter", "ivan.petrov", "linh.nguyen", "sean.murphy"];

const NO_ANSWER = "No AD agent answered in time";

/**
 * A week ago the only AD agent was down for an hour, and everybody whose password Active Directory checks failed to
 * sign in at the same time.
 */
export function tellAgentOutage(stage: Stage): void {
  const random = stage.random("story/agent-outage");
  const down = lastLocal(stage.now, -5, 5, 48, 6 * DAY + 18 * HOUR); // over before the earliest ordinary sign-in
  const up = down + 62 * MINUTE;
  const agent = (type: "system.agent.ad.connect" | "system.agent.ad.start", at: number, reason?: string) =>
    stage.log.add({
      at,
      type,
      by: stage.okta,
      request: stage.log.request(""),
      targets: [agentEntity(stage)],
      ...(reason ? { result: "FAILURE" as const, reason } : {}),
    });

  for (let at = down; at < up; at += 15 * MINUTE) agent("system.agent.ad.connect", at, "The AD agent does not respond");
  agent("system.agent.ad.start", up - 20 * SECOND);
  agent("system.agent.ad.connect", up);

  for (const key of EARLY_SHIFT) {
    const persona = stage.person(key);
    const signIn = beginSignIn(stage, persona, persona.office ?? persona.home);
    for (let at = down + random.between(4, 30) * MINUTE; at < up - 5 * MINUTE; at += random.between(8, 20) * MINUTE) {
      const request = stage.log.request("/idp/idx/identify");
      stage.log.add({
        at,
        type: "user.authentication.auth_via_AD_agent",
        by: signIn,
        request,
        result: "FAILURE",
        reason: NO_ANSWER,
        provider: "ACTIVE_DIRECTORY",
        targets: [signIn.actor, agentEntity(stage)],
      });
      refuse(stage, signIn, at + 30, "VERIFICATION_ERROR", request);
    }
    const again = beginSignIn(stage, persona, signIn.origin);
    signInBy(stage, again, up + random.between(1, 9) * MINUTE, waysIn(persona, signIn.origin)[0]);
  }
}
