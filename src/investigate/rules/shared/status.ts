import type { LogEvent } from "../../../okta/log_event.ts";
import type { Case } from "../../case.ts";
import { actorOf, shownBy } from "../../describe.ts";
import type { Evidence, Judgement } from "../../findings.ts";
import { code, own, span, type Words, words } from "../../words.ts";

/** What the rules about a user's status share: the record says what holds, the log by whom. */

export function otherStatus({ user }: Case): Judgement {
  return { ruledOut: words`the status is ${code(user.status)}` };
}

export function lastOf({ events }: Case, eventType: string): LogEvent | undefined {
  return events.findLast((event) => event.eventType === eventType && event.outcome !== "FAILURE");
}

export function statusSince({ user, now }: Case): Words {
  return user.statusChanged === null ? own("") : words` ${span(now.getTime() - Date.parse(user.statusChanged))} ago`;
}

export function byWhom(event: LogEvent | undefined): Words {
  return event === undefined ? own("") : words` by ${actorOf(event.actor)}`;
}

export function reasonOf({ reason }: LogEvent): Words {
  return reason === null ? own("") : words`: ${reason}`;
}

/** Who did the last such thing and when; from the record alone where the log does not reach so far back. */
export function madeBy(opened: Case, eventType: string, what: Words, recorded: string | null): Evidence[] {
  const event = lastOf(opened, eventType);
  if (event !== undefined) return [shownBy(event, words`${what}${byWhom(event)}`)];
  return recorded === null ? [] : [{ what: words`${what} (by whom is not in the log that was read)`, at: recorded }];
}
