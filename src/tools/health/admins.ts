import { administrators, isSuperAdmin } from "../../okta/administrators.ts";
import { factorsOfUser } from "../../okta/factors.ts";
import { getUser, rolesOfUser } from "../../okta/users.ts";
import { userArgument } from "../shared/person.ts";
import { type Check, concern, isOlder } from "./check.ts";
import { hasFactor, named } from "./person.ts";

/** Administrators looked at, three requests each. */
const SAMPLE = 20;

/** Days without a sign-in after which an administrator is idle. */
const IDLE_DAYS = 30;

/** More super administrators than this are more than anybody keeps an eye on. */
const MANY_SUPER_ADMINS = 5;

/** How many super administrators there are, and administrators who are idle or without a factor. */
export const checkAdmins: Check = async ({ okta, now }) => {
  const ids = await administrators(okta);
  const admins = await Promise.all(
    ids.slice(0, SAMPLE).map(async (id) => {
      const [user, roles, factors] = await Promise.all([
        getUser(okta, id),
        rolesOfUser(okta, id),
        factorsOfUser(okta, id),
      ]);
      return { user, isSuper: isSuperAdmin(roles), hasFactor: hasFactor(factors) };
    }),
  );
  const able = admins.filter(({ user }) => user.status === "ACTIVE");
  const supers = able.filter(({ isSuper }) => isSuper);
  const whole = ids.length <= SAMPLE;
  const idle = able.filter(({ user: { lastLogin, activated, created } }) =>
    isOlder(lastLogin ?? activated ?? created, IDLE_DAYS, now())
  );
  const name = ({ user }: { user: Parameters<typeof named>[0] }) => named(user);
  const details = ({ user }: { user: Parameters<typeof userArgument>[0] }) =>
    `get_user_details ${userArgument(user)} include=["roles","factors"]`;
  return {
    concerns: [
      ...concern("high", "administrators without a factor", able.filter((admin) => !admin.hasFactor), name, details),
      ...whole && supers.length === 1
        ? concern("high", "the only super administrator: whoever locks them out locks the org", supers, name, details)
        : [],
      ...supers.length > MANY_SUPER_ADMINS
        ? concern(
          "medium",
          `super administrators, more than ${MANY_SUPER_ADMINS}: give lesser roles`,
          supers,
          name,
          details,
        )
        : [],
      ...concern(
        "medium",
        `administrators without a sign-in for ${IDLE_DAYS} days; an account that only an API token uses never signs in`,
        idle,
        name,
        details,
      ),
    ],
    looked: `${
      whole ? "all" : "the first"
    } ${admins.length} administrators, ${supers.length} of them super administrators`,
  };
};
