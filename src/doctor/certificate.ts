import { connect } from "node:tls";

/** Long enough for a handshake, and short enough to wait for. */
const patienceMs = 5_000;

/**
 * Who issued the certificate that a host shows, for a person to recognise; undefined where it cannot be seen. The
 * connection trusts whatever comes, because the certificate was refused already: nothing is sent over it.
 */
export function certificateIssuer(url: URL): Promise<string | undefined> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(url.port || 443), servername: host, rejectUnauthorized: false });
    const timer = setTimeout(() => done(undefined), patienceMs);
    function done(issuer: string | undefined) {
      clearTimeout(timer);
      socket.destroy();
      resolve(issuer);
    }
    socket.once("secureConnect", () => {
      const { O, CN } = socket.getPeerCertificate()?.issuer ?? {};
      done([O, CN].flat().filter(Boolean).join(", ") || undefined);
    });
    socket.once("error", () => done(undefined));
  });
}
