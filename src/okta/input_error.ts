import { UserError } from "../user_error.ts";

/**
 * What was asked for cannot be done as it was put, and the caller can mend it: an unknown name, an ambiguous one, a
 * cursor of another list, a malformed filter. The message names the value and the way out.
 */
export class InputError extends UserError {
  override name = "InputError";
}
