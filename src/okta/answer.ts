import { type Asked, unreadable } from "./failures.ts";

/** The most bytes of one answer: far above the largest page, and far below what would harm the process. */
const mostBytes = 64 * 1024 * 1024;

const decoder = new TextDecoder();

/**
 * An answer with its whole body in memory, so that reading it can neither fail half-way nor outlast the time-out.
 */
export class Answer extends Response {
  /** The address that was asked; a `Response` made by hand has none of its own. */
  override readonly url: string;
  readonly #asked: Asked;
  readonly #bytes: Uint8Array<ArrayBuffer>;

  private constructor(asked: Asked, url: URL, bytes: Uint8Array<ArrayBuffer>, init: ResponseInit) {
    super(null, init);
    this.headers.set("content-length", String(bytes.length));
    this.url = url.href;
    this.#asked = asked;
    this.#bytes = bytes;
  }

  /**
   * Takes in the body of a response.
   *
   * @throws {OktaError} of kind `unreadable`, where the body is too large or a web page stands in place of an answer
   */
  static async take(asked: Asked, url: URL, response: Response): Promise<Answer> {
    const bytes = await readBody(asked, response);
    const { status, statusText, headers } = response;
    const answer = new Answer(asked, url, bytes, { status, statusText, headers });
    if (response.ok && /^\s*text\/html/i.test(headers.get("content-type") ?? "")) {
      throw unreadable(asked, answer, "a web page came in place of Okta's answer");
    }
    return answer;
  }

  /** The body itself and no copy of it: pages of the log are megabytes. */
  override bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return Promise.resolve(this.#bytes);
  }

  override get body(): ReadableStream<Uint8Array<ArrayBuffer>> | null {
    return this.#plain().body;
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    return this.#plain().arrayBuffer();
  }

  override blob(): Promise<Blob> {
    return this.#plain().blob();
  }

  override formData(): Promise<FormData> {
    return this.#plain().formData();
  }

  /** For the ways to read an answer that are seldom gone: making its stream takes longer than all else about it. */
  #plain(): Response {
    return new Response(this.#bytes.length === 0 ? null : this.#bytes, this);
  }

  override clone(): Answer {
    return new Answer(this.#asked, new URL(this.url), this.#bytes, this);
  }

  override text(): Promise<string> {
    return Promise.resolve(decoder.decode(this.#bytes));
  }

  /** @throws {OktaError} of kind `unreadable`, where the body is not JSON */
  override async json(): Promise<unknown> {
    const text = await this.text();
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw unreadable(this.#asked, this, "the answer is not the JSON that it should be", cause);
    }
  }
}

/** Reads into one buffer, that grows where no length was announced: collected pieces would take the memory twice. */
async function readBody(asked: Asked, response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const announced = Number(response.headers.get("content-length"));
  let bytes = new Uint8Array(Math.min(announced, mostBytes));
  let length = 0;
  for await (const chunk of response.body ?? []) {
    const needed = length + chunk.length;
    if (needed > mostBytes) {
      throw unreadable(asked, response, `the answer is larger than ${mostBytes / 1024 / 1024} MB`);
    }
    if (needed > bytes.length) bytes = new Uint8Array(bytes.buffer.transfer(Math.max(needed, 2 * length)));
    bytes.set(chunk, length);
    length = needed;
    (chunk.buffer as ArrayBuffer).transfer(0); // frees what the garbage collector would leave for long
  }
  return bytes.subarray(0, length);
}
