import { OktaError } from "../../okta/errors.ts";

/** What a read gave, or why this token or org may not have it. */
export type Readable<T> = { value: T; refused?: never } | { value?: never; refused: string };

/**
 * Lets an answer do without a part that Okta refuses to show: a scope or role that the token lacks (403), a feature
 * that the org lacks (E0000015).
 * @throws whatever else went wrong.
 */
export async function readable<T>(read: Promise<T>): Promise<Readable<T>> {
  try {
    return { value: await read };
  } catch (error) {
    if (!(error instanceof OktaError) || (error.status !== 403 && error.code !== "E0000015")) throw error;
    return { refused: error.summary };
  }
}
