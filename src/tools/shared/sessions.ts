/** Okta lets nobody count a user's sessions, so a change to them names no number. */
export const SESSIONS = "Okta sessions";
