import { factorsOfUser } from "../../okta/factors.ts";
import { listUsers, type User, type UserStatus } from "../../okta/users.ts";
import { userArgument } from "../shared/person.ts";
import { type Check, concern, isOlder } from "./check.ts";
import { hasFactor, named } from "./person.ts";

/** People read of each status: one page. */
const PAGE = 200;

/** People whose factors are read, a request each. */
const SAMPLE = 40;

/** Days without a sign-in after which an account is stale. */
const STALE_DAYS = 90;

/** Accounts that wait for somebody, how many days are too long, and the call that helps or tells more. */
const WAITING: readonly { status: UserStatus; days: number; title: string; next: (user: string) => string }[] = [
  {
    status: "PROVISIONED",
    days: 14,
    title: "invited over 14 days ago and never activated",
    next: (user) => `reinvite_user ${user}`,
  },
  {
    status: "RECOVERY",
    days: 7,
    title: "password reset over 7 days ago and never finished",
    next: (user) => `reset_user_password ${user}`,
  },
  {
    status: "SUSPENDED",
    days: 30,
    title: "suspended for over 30 days: somebody should decide",
    next: (user) => `find_changes ${user.replace("user=", "target=")}`,
  },
];

/** Locked, waiting and stale accounts, and people without a factor. */
export const checkPeople: Check = async ({ okta, now }) => {
  const ofStatus = (status: UserStatus) => listUsers(okta, { status }, { limit: PAGE });
  const [active, locked, ...waiting] = await Promise.all([
    ofStatus("ACTIVE"),
    ofStatus("LOCKED_OUT"),
    ...WAITING.map(({ status }) => ofStatus(status)),
  ]);
  const sample = spread(active.items, SAMPLE);
  const factors = await Promise.all(sample.map(({ id }) => factorsOfUser(okta, id)));
  const bare = sample.filter((_, index) => !hasFactor(factors[index] ?? []));
  const stale = active.items.filter(({ lastLogin, activated, created }) =>
    isOlder(lastLogin ?? activated ?? created, STALE_DAYS, now())
  );
  const whole = active.cursorAfter() === undefined ? "all" : "the first";
  return {
    concerns: [
      ...concern(
        "medium",
        "locked out, unable to sign in",
        locked.items,
        named,
        (user) => `investigate_user ${userArgument(user)}`,
      ),
      ...concern(
        "medium",
        "no factor but e-mail or a security question, or none at all",
        bare,
        named,
        (user) => `get_user_details ${userArgument(user)} include=["factors"]`,
      ),
      ...concern(
        "medium",
        `active, but without a sign-in for ${STALE_DAYS} days: suspend what nobody needs any more`,
        stale,
        named,
        (user) => `get_user_details ${userArgument(user)} include=["apps","roles"]`,
      ),
      ...WAITING.flatMap(({ days, title, next }, index) => {
        const long = (waiting[index]?.items ?? [])
          .filter(({ statusChanged, created }) => isOlder(statusChanged ?? created, days, now()));
        return concern("low", title, long, named, (user: User) => next(userArgument(user)));
      }),
    ],
    looked:
      `${whole} ${active.items.length} active people, the factors of ${sample.length} of them, up to ${PAGE} of ` +
      "each other status",
  };
};

/** So many items from all over a list, the same ones every time. */
function spread<T>(items: readonly T[], count: number): T[] {
  if (items.length <= count) return [...items];
  return Array.from({ length: count }, (_, index) => items[Math.floor(index * items.length / count)]!);
}
