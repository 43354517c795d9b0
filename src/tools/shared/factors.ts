import { plain, quote } from "../../mcp/output.ts";
import type { Change } from "../../mcp/tool.ts";
import { type Factor, removedWith } from "../../okta/factors.ts";
import { fold } from "../../okta/lookup.ts";
import type { User } from "../../okta/users.ts";
import { personNow } from "./person.ts";
import { UserError } from "../../user_error.ts";

/** A factor going from its status to another; `null` is gone. */
export function factorChange(factor: Factor, after: string | null): Change {
  return { what: `factor ${factorName(factor)}`, before: factor.status, after };
}

/** `push of OKTA "Jane's iPhone"` */
export function factorName({ factorType, provider, device }: Factor): string {
  const type = `${plain(factorType)} of ${plain(provider)}`;
  return device === null ? type : `${type} ${quote(device)}`;
}

/** The one factor that an id, a type or a device's name means. @throws UserError listing them */
export function factorMeant(factors: readonly Factor[], wanted: string, user: User): Factor {
  const is = (value: string | null) => value !== null && fold(value) === fold(wanted);
  const matching = factors.find(({ id }) => id === wanted) ??
    factors.filter(({ factorType, device }) => is(factorType) || is(device));
  if (!Array.isArray(matching)) return matching;
  // The several factors of one Okta Verify go together: whichever is named, the same is removed.
  const whole = matching.find((one) => {
    const gone = removedWith(one, factors);
    return matching.every((other) => gone.includes(other));
  });
  if (whole !== undefined) return whole;
  const lines = factors.map((each) => `- ${factorName(each)}, ${plain(each.status)}, id ${plain(each.id)}`);
  throw new UserError(
    `${quote(wanted)} is ${matching.length === 0 ? "none" : "several"} of the factors of ${personNow(user)}. ` +
      `They have:\n${lines.join("\n")}\nGive the id of one.`,
  );
}
