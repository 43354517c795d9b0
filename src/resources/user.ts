import type { Resource } from "../mcp/resources.ts";
import type { Services } from "../tools/define.ts";
import { answerOf } from "./answer_of.ts";
import { getUserDetails } from "../tools/get_user_details.ts";
import { suggestUsers } from "../tools/shared/suggest.ts";

/** A person, as get_user_details tells of them. */
export const userResource: Resource<Services> = {
  uri: "okta://user/{id}",
  name: "user",
  title: "A person",
  description: "Status, dates, profile, groups, apps and factors of one person, by id, login or e-mail.",
  mimeType: "text/plain",
  tools: ["get_user_details"],
  ttlMs: 0,
  complete: { id: suggestUsers },
  read: ({ id }, call) =>
    answerOf(getUserDetails, { user: id, include: ["manager", "groups", "apps", "factors", "roles"] }, call),
};
