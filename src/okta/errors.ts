import { nextStep } from "./advice.ts";
import { redactText } from "./redact.ts";

/**
 * What kind of failure it is.
 *
 * - `okta`: Okta answered with an error
 * - `rate-limit`: a limit of Okta's or the operator's; {@linkcode OktaError.retryAt} says when it is over, where that is known
 * - `network`: there was no connection, or it broke
 * - `timeout`: no whole answer in time
 * - `cancelled`: the caller's signal
 * - `unreadable`: an answer that Okta cannot have meant: a web page, broken JSON, too much
 * - `redirect`: an answer that points to another address, where our credentials must not go
 * - `invalid-request`: refused here, before anything was sent
 */
export type OktaErrorKind =
  | "okta"
  | "rate-limit"
  | "network"
  | "timeout"
  | "cancelled"
  | "unreadable"
  | "redirect"
  | "invalid-request";

/** What an {@linkcode OktaError} is made of. Texts are masked by the error itself. */
export interface OktaErrorFacts {
  kind: OktaErrorKind;
  /** HTTP method and path of the request; a query is cut off. */
  method: string;
  path: string;
  /** What went wrong, as a part of a sentence without a full stop. */
  summary: string;
  /** HTTP status; none where there was no answer. */
  status?: number | undefined;
  code?: string | undefined;
  causes?: readonly string[] | undefined;
  requestId?: string | undefined;
  retryAt?: Date | undefined;
  /** The scope that the token lacks. */
  scope?: string | undefined;
  /** In place of the general advice. */
  nextStep?: string | undefined;
  cause?: unknown;
}

/**
 * Every failure between this program and Okta. The message tells what could not be done and why; {@linkcode nextStep} tells
 * the way out. Neither holds a secret, and Okta's own words stand in quotation marks.
 */
export class OktaError extends Error {
  override readonly name = "OktaError";
  readonly kind: OktaErrorKind;
  readonly method: string;
  readonly path: string;
  /** HTTP status; 0 where there was no answer. */
  readonly status: number;
  /** Okta's code, such as `E0000007`, or OAuth's, such as `insufficient_scope`. */
  readonly code: string | undefined;
  readonly summary: string;
  /** Okta's further explanations. */
  readonly causes: readonly string[];
  /** Okta's `x-okta-request-id`, which its support and the System Log know. */
  readonly requestId: string | undefined;
  /** When it is worth asking again. */
  readonly retryAt: Date | undefined;
  readonly nextStep: string;

  constructor(facts: OktaErrorFacts) {
    const path = redactText(facts.path.replace(/[?#].*/s, ""));
    const summary = redactText(facts.summary);
    super(
      `Cannot ${facts.method} ${path}: ${summary}.`,
      facts.cause === undefined ? undefined : { cause: facts.cause },
    );
    this.kind = facts.kind;
    this.method = facts.method;
    this.path = path;
    this.status = facts.status ?? 0;
    this.code = facts.code;
    this.summary = summary;
    this.causes = (facts.causes ?? []).map(redactText);
    this.requestId = facts.requestId;
    this.retryAt = facts.retryAt;
    this.nextStep = facts.nextStep ??
      nextStep({ ...facts, status: this.status });
  }
}
