/** The programs that connect Active Directory with Okta. */

import { AD_DOMAIN } from "./people.ts";
import { agentEntity } from "./signin.ts";
import type { Stage } from "./stage.ts";

export function installAgents(stage: Stage): void {
  const { id, displayName: name } = agentEntity(stage);
  const poolId = stage.id("0oa", AD_DOMAIN);
  const agent = {
    id,
    name: name ?? id,
    type: "AD",
    poolId,
    version: "3.22.0",
    operationalStatus: "OPERATIONAL",
    isHidden: false,
    isLatestGAedVersion: true,
    lastConnection: stage.now,
    updateStatus: "Success",
  };
  stage.state.agentPools = [
    { id: poolId, name: AD_DOMAIN, type: "AD", operationalStatus: "OPERATIONAL", agents: [agent] },
  ];
}
