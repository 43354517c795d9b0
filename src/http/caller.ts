import type { AccessRule } from "./access.ts";

/** Who calls a shared server, as the access token says. */
export interface Caller {
  /** The login and id of a person, or the OAuth client that acts for itself. */
  name: string;
  /** What they may use; absent where the operator draws no difference between callers. */
  access?: AccessRule;
}
