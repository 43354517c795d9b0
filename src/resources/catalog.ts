import type { Resource } from "../mcp/resources.ts";
import type { Services } from "../tools/define.ts";
import { appResource } from "./app.ts";
import { eventTypesResource } from "./event_types.ts";
import { guideResource } from "./guide.ts";
import { orgResource } from "./org.ts";
import { userResource } from "./user.ts";

/** Every resource, in the order in which clients show them. */
export const RESOURCES: readonly Resource<Services>[] = [
  orgResource,
  userResource,
  appResource,
  eventTypesResource,
  guideResource,
];
