import { OktaError } from "./errors.ts";

/** What a read gives, or `undefined` where Okta answers that there is no such thing (404). */
export async function ifFound<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof OktaError && error.status === 404) return undefined;
    throw error;
  }
}
