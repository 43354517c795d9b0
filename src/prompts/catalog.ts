import type { Prompt } from "../mcp/prompts.ts";
import type { Services } from "../tools/define.ts";
import { investigateIncident } from "./investigate_incident.ts";
import { offboardUser } from "./offboard_user.ts";
import { onboardUser } from "./onboard_user.ts";
import { reviewSecurity } from "./review_security.ts";
import { troubleshootAppAccess } from "./troubleshoot_app_access.ts";
import { troubleshootSignIn } from "./troubleshoot_sign_in.ts";

/** Every prompt, in the order in which clients show them. */
export const PROMPTS: readonly Prompt<Services>[] = [
  troubleshootSignIn,
  troubleshootAppAccess,
  reviewSecurity,
  investigateIncident,
  onboardUser,
  offboardUser,
];
