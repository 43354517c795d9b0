import type { Resource } from "../mcp/resources.ts";
import { csv } from "../mcp/output.ts";
import { commonEventTypes } from "../okta/event_types.ts";
import type { Services } from "../tools/define.ts";

/** The events that support work meets, for `event_type` of search_logs. */
export const eventTypesResource: Resource<Services> = {
  uri: "okta://event-types",
  name: "event-types",
  title: "System Log event types",
  description: "The System Log event types that support work meets, each with what it stands for; for search_logs.",
  mimeType: "text/csv",
  tools: [],
  ttlMs: 3_600_000,
  read: () => Promise.resolve(csv(commonEventTypes(), ["event_type", "meaning"])),
};
