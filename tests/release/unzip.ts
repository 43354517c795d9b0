interface Entry {
  text: string;
  mode: number;
}

/** The entries of a zip, found as an unpacker finds them: by the directory at its end (PKWARE APPNOTE 4.3.16). */
export async function unzip(bytes: Uint8Array): Promise<Map<string, Entry>> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - 22;
  if (view.getUint32(end, true) !== 0x06054b50) throw new Error("no end of central directory");
  const entries = new Map<string, Entry>();
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    const local = view.getUint32(at + 42, true);
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const packed = new Blob([new Uint8Array(bytes.subarray(start, start + view.getUint32(at + 20, true)))]);
    const text = await new Response(packed.stream().pipeThrough(new DecompressionStream("deflate-raw"))).text();
    entries.set(name, { text, mode: (view.getUint32(at + 38, true) >>> 16) & 0o777 });
    at += 46 + nameLength;
  }
  return entries;
}
