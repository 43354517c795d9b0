import { access } from "./access.ts";
import { attacks } from "./attacks.ts";
import { edges } from "./edges.ts";
import { factors } from "./factors.ts";
import { lockouts } from "./lockouts.ts";
import { statuses } from "./statuses.ts";
import type { Scenario } from "./story.ts";
import { surroundings } from "./surroundings.ts";

/** Every case about signing in, with its ground truth. */
export const SCENARIOS: readonly Scenario[] = [
  ...lockouts,
  ...attacks,
  ...statuses,
  ...factors,
  ...access,
  ...surroundings,
  ...edges,
];
