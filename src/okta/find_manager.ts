import type { Okta } from "./client.ts";
import { findUser } from "./find_user.ts";
import { text } from "./read.ts";
import type { User } from "./users.ts";
import { UserError } from "../user_error.ts";

/** Whom a profile names as manager. */
export interface Manager {
  /** As the profile has it: an id, login, e-mail or name. */
  stated: string;
  /** The user whom that means, where it means exactly one. */
  user: User | null;
}

/**
 * The manager that a user's profile names in `managerId` or, where that leads nowhere, in `manager`; `null` where it
 * names none. What the two hold differs from org to org.
 * @throws OktaError
 */
export async function findManager(okta: Okta, { profile }: User): Promise<Manager | null> {
  const refs = [profile.managerId, profile.manager].map(text).filter((ref) => ref !== null).filter((ref) => ref.trim());
  for (const stated of refs) {
    try {
      return { stated, user: await findUser(okta, stated) };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  }
  const stated = refs[0];
  return stated === undefined ? null : { stated, user: null };
}
