/** A certificate like that of a proxy which inspects TLS: X.509 (RFC 5280) in DER, signed by an issuer nobody knows. */

const der = (tag: number, ...contents: (Uint8Array | number[])[]): number[] => {
  const body = contents.flatMap((content) => [...content]);
  const { length } = body;
  return [
    tag,
    ...(length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]),
    ...body,
  ];
};
const text = (value: string) => new TextEncoder().encode(value);
const sequence = (...contents: (Uint8Array | number[])[]) => der(0x30, ...contents);
const integer = (bytes: number[]) => der(2, bytes[0]! >= 128 ? [0, ...bytes] : bytes);
const ecdsaWithSha256 = sequence(der(6, [0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2]));
/** commonName or organizationName. */
const attribute = (oid: 3 | 10, value: string) => der(0x31, sequence(der(6, [0x55, 4, oid]), der(12, text(value))));

function pem(label: string, bytes: number[] | Uint8Array): string {
  const lines = btoa(String.fromCharCode(...bytes)).match(/.{1,64}/g)!;
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}

/** A key, and a certificate for `localhost` from `issuer`, good until 2049. */
export async function untrustedCertificate(issuer: string): Promise<{ key: string; cert: string }> {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const names = der(0x30, der(0x82, text("localhost")), der(0x87, [127, 0, 0, 1]));
  const unsigned = sequence(
    der(0xa0, integer([2])), // version 3
    integer([1]),
    ecdsaWithSha256,
    sequence(attribute(10, issuer), attribute(3, `${issuer} CA`)),
    sequence(der(23, text("200101000000Z")), der(23, text("491231235959Z"))),
    sequence(attribute(3, "localhost")),
    new Uint8Array(await crypto.subtle.exportKey("spki", pair.publicKey)),
    der(0xa3, sequence(sequence(der(6, [0x55, 0x1d, 17]), der(4, names)))), // subjectAltName
  );
  const hash = { name: "ECDSA", hash: "SHA-256" };
  const raw = [...new Uint8Array(await crypto.subtle.sign(hash, pair.privateKey, new Uint8Array(unsigned)))];
  const trimmed = (bytes: number[]) => bytes.slice(bytes.findIndex((byte) => byte !== 0));
  const signature = sequence(integer(trimmed(raw.slice(0, 32))), integer(trimmed(raw.slice(32))));
  return {
    cert: pem("CERTIFICATE", sequence(unsigned, ecdsaWithSha256, der(3, [0], signature))),
    key: pem("PRIVATE KEY", new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey))),
  };
}
