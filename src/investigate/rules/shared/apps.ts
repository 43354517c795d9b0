import type { LogEvent } from "../../../okta/log_event.ts";
import type { Case } from "../../case.ts";
import { appOf } from "../../events.ts";
import { timeOf } from "../../facts.ts";

/** Whether the person got in later: to the app, where the event is about one, else to Okta. */
export function isOvercome(event: LogEvent, { recent, lastOwnSignIn }: Case): boolean {
  const app = appOf(event);
  if (app === undefined) return lastOwnSignIn !== undefined && timeOf(lastOwnSignIn) > timeOf(event);
  return recent.some((other) =>
    timeOf(other) > timeOf(event) && appOf(other)?.id === app.id && other.outcome === "SUCCESS" &&
    (other.eventType === "user.authentication.sso" || other.eventType === "application.user_membership.add")
  );
}
