import type { Resource } from "../mcp/resources.ts";
import type { Services } from "../tools/define.ts";
import { getApplicationDetails } from "../tools/get_application_details.ts";
import { suggestApps } from "../tools/shared/suggest.ts";
import { answerOf } from "./answer_of.ts";

/** An app, as get_application_details tells of it. */
export const appResource: Resource<Services> = {
  uri: "okta://app/{id}",
  name: "app",
  title: "An app",
  description: "Status, sign-on, provisioning, groups, access policy and certificates of one app, by id or label.",
  mimeType: "text/plain",
  tools: ["get_application_details"],
  ttlMs: 0,
  complete: { id: suggestApps },
  read: ({ id }, call) =>
    answerOf(getApplicationDetails, { app: id, include: ["groups", "policy", "certificates"] }, call),
};
