import type { App, AppGroup, AppUser } from "../../okta/apps.ts";
import type { Group, GroupRule } from "../../okta/groups.ts";
import type { LogEvent } from "../../okta/log_event.ts";
import type { Policy, Simulation } from "../../okta/policies.ts";
import type { User } from "../../okta/users.ts";
import type { Baseline } from "../baseline.ts";
import { oneEach } from "../case.ts";
import { appOf, isPolicyDenial } from "../events.ts";

/** What is known of one person and one app. */
export interface AccessFacts {
  now: Date;
  user: User;
  app: App;
  /** How the person has the app; `null` where they do not. */
  assignment: AppUser | null;
  /** The person's groups, and the groups that give the app. */
  groups: readonly Group[];
  appGroups: readonly AppGroup[];
  /** Rules that put people into groups; `null` where they could not be read. */
  groupRules: readonly GroupRule[] | null;
  /** The app's sign-on policy; `null` where it has none, `undefined` where it could not be read. */
  policy: Policy | null | undefined;
  /** What Okta says that the policies would decide, from the place of the last sign-in; `null` where it cannot say. */
  simulation: readonly Simulation[] | null;
  /** Events of the person with the app, of the person's groups, of the app and its groups and policy; oldest first. */
  events: readonly LogEvent[];
  /** What the person's own sign-ins look like: a stranger's denials say nothing about the person. */
  baseline: Baseline;
}

/** Denials at the app from places that are not the person's. */
export function strangersDenials({ events, app, baseline }: AccessFacts): LogEvent[] {
  return oneEach(
    events.filter((event) => appOf(event)?.id === app.id && isPolicyDenial(event) && baseline.isStrange(event)),
  );
}
