/**
 * Something that the caller can mend: a wrong value, an unknown or ambiguous name, a state that forbids the act. Its
 * message names the value and the way out, and is shown as it is.
 */
export class UserError extends Error {
  override name = "UserError";
}
