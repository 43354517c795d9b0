/**
 * The errors of the demo org, as Okta sends them. Only `errorCode` and the status are a contract; the summaries are the
 * short ones recorded from real orgs, so that a client that shows them shows what its user would see.
 */

const CODES = {
  E0000001: [400, "Api validation failed: {0}"],
  E0000003: [400, "The request body was not well-formed."],
  E0000006: [403, "You do not have permission to perform the requested action"],
  E0000007: [404, "Not found: {0}"],
  E0000008: [404, "The requested path was not found"],
  E0000009: [500, "Internal Server Error"],
  E0000010: [503, "Service is in read only mode"],
  E0000011: [401, "Invalid token provided"],
  E0000015: [401, "You do not have permission to access the feature you are requesting"],
  E0000016: [403, "Activation failed because the user is already active"],
  E0000017: [403, "Password reset failed"],
  E0000021: [400, "Bad request. Accept and/or Content-Type headers likely do not match supported values."],
  E0000022: [405, "The endpoint does not support the provided HTTP method"],
  E0000029: [400, "Invalid paging request."],
  E0000031: [400, "Invalid search criteria."],
  E0000032: [403, "Unlock is not allowed for this user."],
  E0000033: [400, "Bad request. Can't specify a search query and filter in the same request."],
  E0000038: [403, "This operation is not allowed in the user's current status."],
  E0000040: [400, "Application label must not be the same as an existing application label."],
  E0000046: [403, "Deactivate application for user forbidden."],
  E0000047: [429, "API call exceeded rate limit due to too many requests."],
  E0000053: [400, "{0}"],
  E0000056: [403, "Delete application forbidden."],
  E0000060: [501, "Unsupported operation."],
  E0000062: [409, "The specified user is already assigned to the application."],
  E0000076: [405, "Cannot modify the app user because it is mastered by an external app."],
  E0000090: [409, "The role specified is already assigned to the user."],
  E0000112: [409, "Cannot update this user because they are still being activated. Please try again in a few minutes."],
  E0000117: [403, "Cannot assign apps or update app profiles for an inactive user."],
  E0000124: [
    400,
    "Could not create user. To create a user and expire their password immediately, a password must be specified",
  ],
  E0000125: [
    400,
    'Could not create user. To create a user and expire their password immediately, "activate" must be true',
  ],
  E0000231: [412, "ETag value doesn't match."],
  E0000239: [423, "Policy priorities are being reconciled. Please try again later."],
} as const;

/** A code the demo org can answer with. */
export type ErrorCode = keyof typeof CODES;

/** How an error departs from what its code says by default. */
export interface ErrorDetails {
  /** Fills the `{0}` of the summary. */
  subject?: string;
  causes?: readonly string[];
  /** Where Okta answers this code with another status than its list of codes says. */
  status?: number;
  headers?: readonly [name: string, value: string][];
}

/** A refusal: thrown by a route, made into Okta's error body by the server. */
export class OktaError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly causes: readonly string[];
  readonly headers: readonly [name: string, value: string][];

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    const [status, summary] = CODES[code];
    super(summary.replace("{0}", () => details.subject ?? ""));
    this.name = "OktaError";
    this.code = code;
    this.status = details.status ?? status;
    this.causes = details.causes ?? [];
    this.headers = details.headers ?? [];
  }

  /** The body, with a support reference of Okta's form (`oae…`). */
  body(errorId: string): Record<string, unknown> {
    return {
      errorCode: this.code,
      errorSummary: this.message,
      errorLink: this.code,
      errorId,
      errorCauses: this.causes.map((errorSummary) => ({ errorSummary })),
    };
  }
}

/** 404 in Okta's form; `type` is Okta's inner name of the resource (`User`, `UserGroup`, `AppInstance` …). */
export function notFound(id: string, type: string): OktaError {
  return new OktaError("E0000007", { subject: `Resource not found: ${id} (${type})` });
}

/** 400 `E0000001`: `subject` names the part that is wrong, each cause says why. */
export function invalid(subject: string, ...causes: string[]): OktaError {
  return new OktaError("E0000001", { subject, causes });
}

/** The code that Okta answers a status with when nothing more is known; used to inject failures. */
export function codeOfStatus(status: number): ErrorCode | undefined {
  const preferred: Record<number, ErrorCode> = { 400: "E0000001", 401: "E0000011", 403: "E0000006", 409: "E0000112" };
  const codes = Object.keys(CODES) as ErrorCode[];
  return preferred[status] ?? codes.find((code) => CODES[code][0] === status);
}
