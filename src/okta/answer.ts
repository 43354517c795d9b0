import { type Asked, unreadable } from "./failures.ts";

/** The most bytes of one answer: far above the largest page, and far below what would harm the process. */
const mostBytes = 64 * 1024 * 1024;

/**
 * An answer with its whole body in memory, so that reading it can neither fail half-way nor outlast the time-out.
 */
export class Answer extends Response {
  /** The address that was asked; a `Response` made by hand has none of its own. */
  override readonly url: string;
  readonly #asked: Asked;

  private constructor(asked: Asked, url: URL, body: Uint8Array<ArrayBuffer> | null, init: ResponseInit) {
    super(body, init);
    this.url = url.href;
    this.#asked = asked;
  }

  /**
   * Takes in the body of a response.
   *
   * @throws {OktaError} of kind `unreadable`, where the body is too large or a web page stands in place of an answer
   */
  static async take(asked: Asked, url: URL, response: Response): Promise<Answer> {
    const bytes = await readBody(asked, response);
    const headers = new Headers(response.headers);
    headers.set("content-length", String(bytes.length));
    const answer = new Answer(asked, url, bytes.length === 0 ? null : bytes, {
      status: response.status,
      statusText: response.statusText,
      headers,
    });
    if (response.ok && /^\s*text\/html/i.test(headers.get("content-type") ?? "")) {
      throw unreadable(asked, answer, "a web page came in place of Okta's answer");
    }
    return answer;
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

async function readBody(asked: Asked, response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > mostBytes) {
      throw unreadable(asked, response, `the answer is larger than ${mostBytes / 1024 / 1024} MB`);
    }
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}
