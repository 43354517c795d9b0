import { quote as quoted } from "../quote.ts";
import { nextStep } from "./advice.ts";
import { OktaError } from "./errors.ts";
import type { WaitTooLong } from "./limits.ts";
import { redactText } from "./redact.ts";

/** What every failure tells of the request. */
export interface Asked {
  readonly method: string;
  readonly path: string;
}

/** What an answer with an error status says, as far as it can be read. */
export interface Refusal {
  readonly code?: string | undefined;
  readonly summary?: string | undefined;
  readonly causes: readonly string[];
  readonly scope?: string | undefined;
}

/** Okta's words, so that they cannot pass for ours. Masked first: in quotation marks less would be known as a secret. */
const quote = (text: string) => quoted(redactText(text));

/**
 * Reads an error answer: Okta's own form, OAuth's (RFC 6749 §5.2), or, where there is no body, the challenge of
 * `WWW-Authenticate` (RFC 6750 §3), which is all that Okta sends when a scope is missing.
 */
export function readRefusal(headers: Headers, body: string): Refusal {
  const challenge = headers.get("www-authenticate") ?? "";
  const parameter = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(challenge)?.[1];
  const text = (value: unknown) => typeof value === "string" && value !== "" ? value : undefined;
  /** What stands outside of quotation marks may be a plain name only. */
  const name = (value: unknown) => typeof value === "string" && /^[\w.: -]{1,200}$/.test(value) ? value : undefined;
  const answer = parseObject(body);
  const causes = Array.isArray(answer.errorCauses) ? answer.errorCauses : [];
  return {
    code: name(answer.errorCode) ?? name(answer.error) ?? name(parameter("error")),
    summary: text(answer.errorSummary) ?? text(answer.error_description) ?? text(answer.message) ??
      text(parameter("error_description")),
    causes: causes.map((cause) => text(cause?.errorSummary)).filter((cause) => cause !== undefined),
    scope: name(parameter("scope")),
  };
}

function parseObject(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null ? value as Record<string, unknown> : {};
  } catch {
    return {};
  }
}

/** Okta answered with an error status. `nextStep` stands in place of the general advice. */
export function refused(
  asked: Asked,
  response: Response,
  refusal: Refusal,
  { retryAt, nextStep }: { retryAt?: Date | undefined; nextStep?: string | undefined } = {},
): OktaError {
  const { code, summary, causes, scope } = refusal;
  const said = [code, summary && quote(summary)].filter((part) => part !== undefined).join(" ");
  const because = causes.length === 0 ? "" : ` (${causes.map(quote).join("; ")})`;
  return new OktaError({
    ...asked,
    kind: response.status === 429 ? "rate-limit" : "okta",
    status: response.status,
    code,
    summary: `Okta answered ${response.status}${said && ` ${said}`}${because}`,
    causes,
    scope,
    requestId: response.headers.get("x-okta-request-id") ?? undefined,
    retryAt,
    nextStep,
  });
}

/** The answer is a redirect. It is never followed: the credentials are for the org's own address only. */
export function redirected(asked: Asked, response: Response, orgUrl: URL): OktaError {
  const location = response.headers.get("location");
  const target = location === null ? null : URL.parse(location, orgUrl);
  return new OktaError({
    ...asked,
    kind: "redirect",
    status: response.status,
    summary: `${orgUrl.host} answered ${response.status} and points to ${
      target === null ? "no readable address" : target.origin === orgUrl.origin ? target.pathname : target.origin
    }`,
  });
}

/** The answer is not one that Okta's API gives. What was asked for may have been done all the same. */
export function unreadable(asked: Asked, response: Response, summary: string, cause?: unknown): OktaError {
  const failure = { kind: "unreadable", status: response.status } as const;
  return new OktaError({
    ...asked,
    ...failure,
    summary,
    requestId: response.headers.get("x-okta-request-id") ?? undefined,
    nextStep: [unknownOutcome(asked), nextStep(failure)].filter(Boolean).join(" "),
    cause,
  });
}

/** Waiting for a limit would take longer than the call may wait. */
export function waitTooLong(asked: Asked, { wait }: WaitTooLong): OktaError {
  const until = wait.until.toISOString();
  return wait.reason === "ceiling"
    ? new OktaError({
      ...asked,
      kind: "rate-limit",
      summary: `the ceiling of OKTA_RATE_LIMIT is reached until ${until}`,
      retryAt: wait.until,
      nextStep: `Try again after ${until}, or raise OKTA_RATE_LIMIT.`,
    })
    : new OktaError({
      ...asked,
      kind: "rate-limit",
      summary: `Okta's rate limit for ${wait.bucket} allows no more requests until ${until}`,
      retryAt: wait.until,
    });
}

/** The caller's signal ended the call. */
export function cancelled(asked: Asked, reason: unknown): OktaError {
  return new OktaError({
    ...asked,
    kind: "cancelled",
    summary: "it was cancelled",
    nextStep: unknownOutcome(asked),
    cause: reason,
  });
}

/** One attempt took longer than it may. */
export function timedOut(asked: Asked, seconds: number): OktaError {
  return new OktaError({
    ...asked,
    kind: "timeout",
    summary: `Okta gave no whole answer within ${seconds} seconds`,
    nextStep: unknownOutcome(asked),
  });
}

/** A way of failing that the runtime tells only in words, with what to do about it. */
interface NetworkFault {
  signs: RegExp;
  summary: (host: string) => string;
  nextStep: string;
}

const untrustedCertificate: NetworkFault = {
  signs: /certificate|UnknownIssuer|CertNotValid|CERT_/i,
  summary: (host) => `the TLS certificate of ${host} is not trusted here`,
  nextStep:
    "Where a company proxy inspects TLS, set DENO_TLS_CA_STORE=system,mozilla to trust what the system trusts, or DENO_CERT to the file with the proxy's root certificate.",
};

const networkFaults: readonly NetworkFault[] = [
  {
    signs: /dns error|invalid (dns name|host)|failed to lookup|ENOTFOUND|EAI_AGAIN/i,
    summary: (host) => `the name ${host} cannot be found`,
    nextStep: "Check OKTA_ORG_URL for typing errors, and the network connection.",
  },
  untrustedCertificate,
  {
    signs: /corrupt message|InvalidContentType|handshake/i,
    summary: (host) => `${host} does not speak TLS as expected`,
    nextStep: "Check the scheme and the port in OKTA_ORG_URL, and any proxy (HTTPS_PROXY).",
  },
  {
    signs: /refused/i,
    summary: (host) => `${host} refused the connection`,
    nextStep: "Check OKTA_ORG_URL and its port, and whether a firewall or a proxy (HTTPS_PROXY) stands between.",
  },
  {
    signs: /unreachable/i,
    summary: (host) => `${host} cannot be reached`,
    nextStep: "Check the network connection, a VPN, and any proxy (HTTPS_PROXY).",
  },
  {
    signs: /Requires net access/i,
    summary: (host) => `this program may not connect to ${host}`,
    nextStep: "Choose another OKTA_ORG_URL: the program's permissions shut this address out.",
  },
];

const faultOf = (cause: unknown) => {
  const words = cause instanceof Error ? cause.message : String(cause);
  return networkFaults.find(({ signs }) => signs.test(words));
};

/** There was no connection, or it broke before the whole answer had come. */
export function disconnected(asked: Asked, host: string, cause: unknown): OktaError {
  const fault = faultOf(cause);
  return new OktaError({
    ...asked,
    kind: "network",
    summary: fault?.summary(host) ?? `the connection to ${host} broke before the whole answer had come`,
    nextStep: fault?.nextStep ?? unknownOutcome(asked),
    cause,
  });
}

/** Whether a connection stood and then broke; every other fault of the network stays until a person mends it. */
export function brokeOff(error: OktaError): boolean {
  return error.kind === "network" && faultOf(error.cause) === undefined;
}

/** Whether the other side was reached, but showed a certificate that is not good here. */
export function isUntrusted(error: OktaError): boolean {
  return error.kind === "network" && faultOf(error.cause) === untrustedCertificate;
}

/** A change that got no answer may have happened all the same; a token that nobody has does no harm. */
function unknownOutcome({ method, path }: Asked): string | undefined {
  return method === "GET" || method === "read" || path.startsWith("/oauth2/")
    ? undefined
    : "Okta may have done it all the same: read the object again before repeating this.";
}
