import { userArgument } from "./person.ts";

/** What a user's status means to somebody who wants to sign in. */
const MEANINGS: Record<string, string> = {
  STAGED: "created but not activated; no invitation has been sent",
  PROVISIONED: "invited, has not finished activation; cannot sign in yet",
  ACTIVE: "can sign in",
  RECOVERY: "a password reset was started and not finished; signs in after setting a new password",
  PASSWORD_EXPIRED: "must set a new password at the next sign-in",
  LOCKED_OUT: "locked after too many failed sign-ins; cannot sign in until unlocked",
  SUSPENDED: "suspended by an administrator; cannot sign in until unsuspended",
  DEPROVISIONED: "deactivated; cannot sign in, app assignments are gone",
};

/** The tool that comes next, by status. */
const NEXT: Record<string, (user: string) => string> = {
  STAGED: (user) => `change_user_status ${user} action=activate sends the invitation`,
  PROVISIONED: (user) => `reinvite_user ${user} sends the invitation again`,
  ACTIVE: (user) => `investigate_user ${user} if signing in fails all the same`,
  RECOVERY: (user) => `reset_user_password ${user} sends a new link`,
  PASSWORD_EXPIRED: (user) => `reset_user_password ${user} if they no longer know the old password`,
  LOCKED_OUT: (user) => `investigate_user ${user} for what locked it, before unlock_user_account`,
  SUSPENDED: (user) => `find_changes ${user.replace("user=", "target=")} for who suspended it and when`,
  DEPROVISIONED: (user) => `find_changes ${user.replace("user=", "target=")} for who deactivated it and when`,
};

/** A status in words, the status itself where Okta has a new one. */
export function meaningOf(status: string): string {
  return MEANINGS[status] ?? `status ${status}`;
}

/** The call that a help desk makes next about a user in this status. */
export function nextStep(user: { id: string; login: string; status: string }): string | undefined {
  return NEXT[user.status]?.(userArgument(user));
}
