/**
 * A proxy between the program's Okta client and the demo org that does to the connection what a script says: real
 * sockets, byte by byte, so that the runtime's own HTTP client is tested as well.
 */

/** A request as it came over the wire. */
export interface SeenRequest {
  method: string;
  /** Path and query. */
  target: string;
  headers: Headers;
}

/** What the org answered to a request, ready to be spoiled. */
export interface OrgReply {
  /** Status line and headers, with the empty line that ends them. */
  head: string;
  body: Uint8Array<ArrayBuffer>;
}

/** One request on its way, in the hands of a fault. The connection is closed when the fault has done its work. */
export interface Exchange {
  request: SeenRequest;
  /** Lets the org do what was asked, and takes its answer. */
  forward(): Promise<OrgReply>;
  send(data: string | Uint8Array): Promise<void>;
  /** Ends when the client gives up, or the proxy is closed. */
  gone(): Promise<void>;
}

/** Something that goes wrong. */
export interface Fault {
  happen(exchange: Exchange): Promise<void>;
  /** The last byte of the request stays unread, so that closing resets the connection (RST instead of FIN). */
  resets?: true;
}

export interface FaultyProxy extends AsyncDisposable {
  url: URL;
  /** Every request that came to the proxy, in order; what it passed on is in the org's own record. */
  seen: SeenRequest[];
  /** What the next request of this method meets; undefined lets it pass. */
  script: (method: string) => Fault | undefined;
  /** Stops listening, so that connections are refused, and starts again at the same port. */
  plug(): void;
  unplug(): void;
}

const METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD"];
const encoder = new TextEncoder();
/** A character a byte. */
const toText = (bytes: Uint8Array) => String.fromCharCode(...bytes);

/** Starts a proxy on a free port of 127.0.0.1, before the org at `org`. */
export function startProxy(org: URL): FaultyProxy {
  const connections = new Set<Deno.Conn>();
  let listener: Deno.TcpListener | undefined;
  let port = 0;

  function plug(): void {
    const opened = listener = Deno.listen({ hostname: "127.0.0.1", port });
    port = opened.addr.port;
    void accept(opened);
  }
  function unplug(): void {
    listener?.close();
    listener = undefined;
    for (const connection of connections) close(connection);
  }
  function close(connection: Deno.Conn): void {
    if (connections.delete(connection)) connection.close();
  }
  async function accept(opened: Deno.TcpListener): Promise<void> {
    for await (const connection of opened) {
      connections.add(connection);
      void converse(connection).catch(() => {}).finally(() => close(connection));
    }
  }

  /** Serves request after request, until one meets a fault or the client leaves. */
  async function converse(connection: Deno.Conn): Promise<void> {
    const send = (data: string | Uint8Array) =>
      writeAll(connection, typeof data === "string" ? encoder.encode(data) : data);
    for (;;) {
      const start = await read(connection, 4);
      const method = METHODS.find((name) => `${name} `.startsWith(start));
      if (method === undefined) return;
      const fault = proxy.script(method);
      const incoming = await readRequest(connection, method, start, fault?.resets === true);
      proxy.seen.push(incoming.request);
      const forward = () => passOn(org, incoming.head, incoming.body);
      if (fault !== undefined) {
        const gone = async () => void await untilClosed(connection);
        return await fault.happen({ request: incoming.request, forward, send, gone });
      }
      const { head, body } = await forward();
      await send(head);
      await send(body);
    }
  }

  const proxy: FaultyProxy = {
    url: new URL("http://127.0.0.1"),
    seen: [],
    script: () => undefined,
    plug,
    unplug,
    [Symbol.asyncDispose]: () => Promise.resolve(unplug()),
  };
  plug();
  proxy.url.port = String(port);
  return proxy;
}

/** At most so many bytes, as text; empty at the end. */
async function read(connection: Deno.Conn, most: number): Promise<string> {
  const bytes = new Uint8Array(most);
  return toText(bytes.subarray(0, await connection.read(bytes) ?? 0));
}

async function untilClosed(connection: Deno.Conn): Promise<void> {
  while (await read(connection, 4096) !== "");
}

async function readRequest(connection: Deno.Conn, method: string, start: string, leaveLast: boolean) {
  let text = start;
  const end = leaveLast ? "\r\n\r" : "\r\n\r\n";
  while (!text.includes(end)) text += await readSome(connection, leaveLast ? 1 : 16_384);
  const head = text.slice(0, text.indexOf(end));
  const [line = "", ...fields] = head.split("\r\n");
  const headers = new Headers(fields.map((field): [string, string] => {
    const colon = field.indexOf(":");
    return [field.slice(0, colon), field.slice(colon + 1).trim()];
  }));
  const length = leaveLast ? 0 : Number(headers.get("content-length") ?? 0);
  let body = text.slice(head.length + end.length);
  while (body.length < length) body += await readSome(connection, 16_384);
  return { request: { method, target: line.split(" ")[1] ?? "", headers }, head, body };
}

async function readSome(connection: Deno.Conn, most: number): Promise<string> {
  const text = await read(connection, most);
  if (text === "") throw new Error("the client left in the middle of a request");
  return text;
}

/** Sends the request to the org on a connection of its own, and reads the answer, not compressed, to its end. */
async function passOn(org: URL, head: string, body: string): Promise<OrgReply> {
  using connection = await Deno.connect({ hostname: org.hostname, port: Number(org.port) });
  const fields = head.replace(/^accept-encoding:.*\r\n/im, "");
  const bytes = Uint8Array.from(`${fields}\r\nconnection: close\r\n\r\n${body}`, (char) => char.charCodeAt(0));
  await writeAll(connection, bytes);
  const reply = new Uint8Array(await new Response(connection.readable).arrayBuffer());
  const end = toText(reply.subarray(0, 8192)).indexOf("\r\n\r\n") + 4;
  return { head: toText(reply.subarray(0, end)), body: reply.subarray(end) };
}

async function writeAll(connection: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) written += await connection.write(bytes.subarray(written));
}
