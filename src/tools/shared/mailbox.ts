import { quote } from "../../mcp/output.ts";
import { text } from "../../okta/read.ts";
import type { User } from "../../okta/users.ts";
import { personNow, userArgument } from "./person.ts";
import { UserError } from "../../user_error.ts";

/** Where Okta's mail to a person goes. @throws UserError where the profile has no address */
export function mailbox(user: User): string {
  if (user.email) return user.email;
  throw new UserError(
    `Cannot mail ${personNow(user)}: the profile has no e-mail address. Set one: update_user_profile ${
      userArgument(user)
    } profile={"email": …}`,
  );
}

/** The other address that Okta may write to, a warning: the person may not read it any more. */
export function secondMailbox({ profile }: User): string[] {
  const address = text(profile.secondEmail);
  return address === null ? [] : [`The org may have Okta write to the secondary address ${quote(address)} as well.`];
}
