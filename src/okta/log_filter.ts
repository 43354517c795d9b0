import { allOf, anyOf, compare, enclosed, unquoted } from "./scim.ts";
import { UserError } from "../user_error.ts";

/** Which events are wanted; everything given must hold. */
export interface LogFilter {
  /** Event types, any of them; one that ends with `*` stands for all that begin so: `user.mfa.*`. */
  eventTypes?: readonly string[];
  /** Id of a user who did it or to whom it was done. */
  userId?: string;
  /** Id of an app to which it was done, or which did it as an OAuth client. */
  appId?: string;
  /** Id of whoever did it. */
  actorId?: string;
  /** Ids of things it was done to or with (user, app, group, policy …), all of them. */
  targetIds?: readonly string[];
  /** `SUCCESS`, `FAILURE`, `DENY` …, any of them. */
  outcomes?: readonly string[];
  ip?: string;
  /** A SCIM expression of the caller's own. */
  filter?: string;
}

/**
 * The `filter` expression of a log query, or `undefined` where nothing is asked for.
 * @throws UserError for a caller's expression that Okta's log cannot take, saying why.
 */
export function logFilter(wanted: LogFilter): string | undefined {
  const { eventTypes = [], userId, appId, actorId, targetIds = [], outcomes = [], ip, filter } = wanted;
  const parts = [
    ...(eventTypes.length === 0 ? [] : [anyOf(eventTypes.map(eventType))]),
    ...[userId, appId].filter((id) => id !== undefined)
      .map((id) => anyOf([compare("actor.id", "eq", id), compare("target.id", "eq", id)])),
    ...(actorId === undefined ? [] : [compare("actor.id", "eq", actorId)]),
    ...targetIds.map((id) => compare("target.id", "eq", id)),
    ...(outcomes.length === 0 ? [] : [anyOf(outcomes.map((outcome) => compare("outcome.result", "eq", outcome)))]),
    ...(ip === undefined ? [] : [compare("client.ipAddress", "eq", ip)]),
    ...(filter === undefined ? [] : [checked(filter)]),
  ];
  return parts.length === 0 ? undefined : allOf(parts);
}

function eventType(type: string): string {
  return type.endsWith("*") ? compare("eventType", "sw", type.slice(0, -1)) : compare("eventType", "eq", type);
}

/** Okta's log knows no `[ ]` of SCIM, and takes times as parameters of their own. */
function checked(filter: string): string {
  const bare = unquoted(filter);
  if (/[[\]]/.test(bare)) {
    throw new UserError(
      `Cannot use the filter ${JSON.stringify(filter)}: the System Log takes no [ ]. ` +
        'Write target.id eq "…" and target.type eq "…" instead.',
    );
  }
  if (/\bpublished\b/i.test(bare)) {
    throw new UserError(
      `Cannot use the filter ${JSON.stringify(filter)}: the System Log does not filter on published. ` +
        "Give since and until instead.",
    );
  }
  return enclosed(filter);
}
