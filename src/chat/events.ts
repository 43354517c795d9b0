/**
 * The data of server-sent events as they arrive (WHATWG HTML, "Server-sent events"); an unfinished last event is
 * dropped, as that standard says.
 */
export async function* eventData(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  // A character may be cut in two by the network: only a streaming decoder waits for its other half.
  const chunks = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>);
  let rest = "";
  let data: string[] = [];
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split(/\r?\n/);
    rest = lines.pop()!;
    for (const line of lines) {
      if (line.startsWith("data:")) data.push(line.slice(5).replace(/^ /, ""));
      if (line === "" && data.length > 0) {
        yield data.join("\n");
        data = [];
      }
    }
  }
}
