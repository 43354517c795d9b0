import { quote } from "../mcp/output.ts";
import type { Answer } from "../okta/answer.ts";
import { OktaError } from "../okta/errors.ts";
import { isUntrusted, redirected } from "../okta/failures.ts";
import { object, text } from "../okta/read.ts";
import { transmit } from "../okta/transmit.ts";
import { type Check, failed, ok, skipped } from "./check.ts";

/** What the org's public address gave: an answer, or why there was none. Times are milliseconds since the epoch. */
export interface OrgProbe {
  url: URL;
  answer?: { response: Answer; metadata: unknown; at: number };
  error?: OktaError;
  /** Who issued the certificate that was refused, where it could be seen. */
  issuer?: string;
}

/** The network between this machine and the org, as far as the environment tells of it. */
export interface Network {
  /** The host of HTTPS_PROXY. */
  proxy?: string;
  /** Whether the system's certificates are trusted (DENO_TLS_CA_STORE). */
  trustsSystem: boolean;
}

const metadataPath = "/.well-known/okta-organization";

/** Asks for what an Okta org tells anybody: no credential is sent. */
export async function probeOrg(url: URL, timeoutSeconds: number, userAgent: string): Promise<OrgProbe> {
  const asked = { method: "GET", path: metadataPath };
  const headers = { "accept": "application/json", "user-agent": userAgent };
  try {
    const response = await transmit(asked, new URL(metadataPath, url), { headers }, { fetch, timeoutSeconds });
    const at = Date.now();
    if (response.status >= 300 && response.status < 400) return { url, error: redirected(asked, response, url) };
    return { url, answer: { response, metadata: await response.json().catch(() => undefined), at } };
  } catch (error) {
    if (!(error instanceof OktaError)) throw error;
    if (!isUntrusted(error)) return { url, error };
    const { certificateIssuer } = await import("./certificate.ts");
    const issuer = await certificateIssuer(url);
    return { url, error, ...(issuer === undefined ? {} : { issuer }) };
  }
}

/** Connection, TLS, and whether an Okta org is at the other end. */
export function judgeOrg(probe: OrgProbe, network: Network): Check[] {
  const { url, error, answer } = probe;
  const isEncrypted = url.protocol === "https:";
  const through = network.proxy === undefined ? "" : ` through the proxy ${quote(network.proxy)}`;
  if (error !== undefined && isUntrusted(error)) {
    return [ok("Connection", `${url.host} is reached${through}`), judgeRefusedCertificate(probe, error, network)];
  }
  if (error?.kind === "network" || error?.kind === "timeout") {
    return [failed("Connection", `${error.summary}${through}`, error.nextStep)];
  }
  const reached = [
    ok("Connection", `${url.host} is reached${through}`),
    isEncrypted ? ok("TLS", "the certificate is trusted") : skipped("TLS", "not used on loopback"),
  ];
  return [...reached, error === undefined ? judgeMetadata(url, answer!) : failed("Org", error.summary, error.nextStep)];
}

function judgeRefusedCertificate({ url, issuer }: OrgProbe, error: OktaError, { trustsSystem }: Network): Check {
  if (/expired|NotValidYet/i.test(String(error.cause))) {
    return failed("TLS", `the certificate of ${url.host} is not valid at this time`, "Check this machine's clock.");
  }
  const says = issuer === undefined
    ? error.summary
    : `the certificate of ${url.host} was issued by ${quote(issuer)}, which is not trusted here`;
  const proxy = "It looks like a proxy that inspects TLS.";
  const fix = trustsSystem
    ? `${proxy} Ask for its root certificate as a PEM file and set DENO_CERT to the file's path.`
    : `${proxy} Set DENO_TLS_CA_STORE=system,mozilla, or DENO_CERT to the PEM file with its root certificate.`;
  return failed("TLS", says, `${fix} A client needs it in its configuration, beside the other settings.`);
}

function judgeMetadata(url: URL, { response, metadata }: NonNullable<OrgProbe["answer"]>): Check {
  const { id, pipeline, _links } = object(metadata);
  if (!response.ok || text(id) === null) {
    const says = `${url.host} answered ${response.status}, and not as an Okta org does`;
    const fix = "Check OKTA_ORG_URL: it is the address in the browser after signing in to Okta, without -admin.";
    return failed("Org", says, fix);
  }
  const engine = pipeline === "idx" ? "Identity Engine" : pipeline === "v1" ? "Classic Engine" : quote(pipeline);
  const { organization, alternate } = object(_links);
  const others = [organization, alternate]
    .map((link) => URL.parse(text(object(link).href) ?? "")?.host)
    .filter((host) => host !== undefined && host !== url.host);
  const also = others.length === 0 ? "" : `, also known as ${quote(others.join(", "))}`;
  return ok("Org", `${quote(id)} on ${engine}${also}`);
}
