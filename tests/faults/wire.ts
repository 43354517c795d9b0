/** What can go wrong on the wire, one function a way. */
import type { Exchange, Fault, OrgReply } from "./proxy.ts";

const encoder = new TextEncoder();
const MEGABYTE = 1024 * 1024;

/** Answers in the org's place. */
export function answers(status: number, fields: Record<string, string>, body: string | Uint8Array = ""): Fault {
  return fault(async ({ send }) => {
    const bytes = typeof body === "string" ? encoder.encode(body) : body;
    await send(head(status, { "content-length": String(bytes.length), ...fields }));
    await send(bytes);
  });
}

/** Answers as Okta refuses. */
export function refuses(status: number, errorCode: string, fields: Record<string, string> = {}): Fault {
  const body = JSON.stringify({
    errorCode,
    errorSummary: "No.",
    errorLink: errorCode,
    errorId: "oae1",
    errorCauses: [],
  });
  return answers(status, { "content-type": "application/json", ...fields }, body);
}

/** The headers of a limit that is over in so many seconds, by the org's clock. */
export function quota(limit: number, resetInSeconds: number, date: Date): Record<string, string> {
  return {
    "x-rate-limit-limit": String(limit),
    "x-rate-limit-remaining": "0",
    "x-rate-limit-reset": String(Math.floor(date.getTime() / 1000) + resetInSeconds),
    "date": date.toUTCString(),
  };
}

/** The connection is reset, after `sent` was answered. The org hears nothing. */
export function resets(sent = ""): Fault {
  return { happen: async ({ send }) => await send(sent), resets: true };
}

/** The org does what was asked, and then the connection closes before all of its answer has come. */
export const breaksInBody = spoils(({ head, body }) => [head, body.subarray(0, body.length / 2)]);
export const breaksInHeaders = spoils(({ head }) => [head.slice(0, head.length / 2)]);
export const breaksBeforeAnswer = spoils(() => []);

/** The answer is whole for HTTP, but its JSON ends half-way. */
export const cutsJson = spoils(({ head, body }) => {
  const half = body.subarray(0, body.length / 2);
  return [head.replace(/content-length: \d+/i, `content-length: ${half.length}`), half];
});

/** The org does what was asked, and its answer comes without a body. */
export const dropsBody = spoils(() => ["HTTP/1.1 204 No Content\r\n\r\n"]);

/** The org's answer under another content type. */
export function mislabels(type: string): Fault {
  return spoils(({ head, body }) => [head.replace(/content-type: .*/i, `content-type: ${type}`), body]);
}

/** The org's answer with one more header. */
export function adds(name: string, value: string): Fault {
  return spoils(({ head, body }) => [head.replace(/\r\n$/, `${name}: ${value}\r\n\r\n`), body]);
}

/** The org's answer with other JSON in it, and perhaps one more header. */
export function rewrites(change: (json: unknown) => unknown, header?: string): Fault {
  return spoils(({ head, body }) => {
    if (!head.startsWith("HTTP/1.1 200") || body.length === 0) return [head, body];
    const json = encoder.encode(JSON.stringify(change(JSON.parse(new TextDecoder().decode(body)))));
    const fields = head.replace(/content-length: \d+/i, `content-length: ${json.length}`);
    return [header === undefined ? fields : fields.replace(/\r\n$/, `${header}\r\n\r\n`), json];
  });
}

/** The org does what was asked, and nothing comes back. */
export const stalls = fault(async ({ forward, gone }) => {
  await forward();
  await gone();
});

/** The answer begins, and goes on no more. */
export const stallsInBody = fault(async ({ forward, send, gone }) => {
  const { head, body } = await forward();
  await send(head);
  await send(body.subarray(0, body.length / 2));
  await gone();
});

/** The answer comes a byte at a time, as fast as the network lets it. */
export const dripsQuickly = fault(async ({ forward, send }) => {
  const { head, body } = await forward();
  for (const byte of encoder.encode(head)) await send(Uint8Array.of(byte));
  for (const byte of body) await send(Uint8Array.of(byte));
});

/** The answer comes a byte every tenth of a second. */
export const dripsSlowly = fault(async ({ forward, send, gone }) => {
  const { head } = await forward();
  let timer: number | undefined;
  let left = false;
  const leaving = gone().then(() => left = true);
  for (const byte of encoder.encode(head)) {
    if (left) break;
    await send(Uint8Array.of(byte));
    await Promise.race([leaving, new Promise((resolve) => timer = setTimeout(resolve, 100))]);
    clearTimeout(timer);
  }
});

/** An answer of so many megabytes, as one JSON text. */
export function floods(megabytes: number): Fault {
  return fault(async ({ send }) => {
    await send(head(200, { "content-type": "application/json", "content-length": String(megabytes * MEGABYTE) }));
    const part = new Uint8Array(MEGABYTE).fill(32);
    for (let sent = 0; sent < megabytes; sent++) await send(part);
  });
}

/** The same, compressed to a thousandth of it. */
export function floodsCompressed(megabytes: number): Fault {
  return fault(async ({ send }) => {
    await send(head(200, { "content-type": "application/json", "content-encoding": "gzip", "connection": "close" }));
    const part = new Uint8Array(MEGABYTE).fill(32);
    const spaces = ReadableStream.from(Array<Uint8Array<ArrayBuffer>>(megabytes).fill(part));
    for await (const bytes of spaces.pipeThrough(new CompressionStream("gzip"))) await send(bytes);
  });
}

/** What comes is not HTTP. */
export const babbles = fault(({ send }) => send("SSH-2.0-OpenSSH_9.7\r\n"));

/** What a TLS server says that shares no cipher with the client (RFC 8446 §6, handshake_failure). */
export const refusesTls = Uint8Array.of(0x15, 3, 3, 0, 2, 2, 40);

function fault(happen: (exchange: Exchange) => Promise<void>): Fault {
  return { happen };
}

/** The org does what was asked, and its answer comes changed. */
function spoils(change: (reply: OrgReply) => (string | Uint8Array)[]): Fault {
  return fault(async ({ forward, send }) => {
    for (const part of change(await forward())) await send(part);
  });
}

function head(status: number, fields: Record<string, string>): string {
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Said by the proxy\r\n${lines.join("")}\r\n`;
}
