/** Everything that the demo org answers. */
import type { Route } from "../router.ts";
import { agentRoutes } from "./agents.ts";
import { appAssignmentRoutes } from "./app_assignments.ts";
import { appRoutes } from "./apps.ts";
import { factorRoutes } from "./factors.ts";
import { groupRuleRoutes } from "./group_rules.ts";
import { groupRoutes } from "./groups.ts";
import { lifecycleRoutes } from "./lifecycle.ts";
import { logRoutes } from "./logs.ts";
import { orgRoutes } from "./org.ts";
import { policyRoutes } from "./policies.ts";
import { roleRoutes } from "./roles.ts";
import { userAccessRoutes } from "./user_access.ts";
import { userRoutes } from "./users.ts";
import { zoneRoutes } from "./zones.ts";

export const allRoutes: readonly Route[] = [
  ...userRoutes,
  ...lifecycleRoutes,
  ...factorRoutes,
  ...userAccessRoutes,
  ...roleRoutes,
  ...groupRoutes,
  ...groupRuleRoutes,
  ...appRoutes,
  ...appAssignmentRoutes,
  ...policyRoutes,
  ...zoneRoutes,
  ...agentRoutes,
  ...logRoutes,
  ...orgRoutes,
];
