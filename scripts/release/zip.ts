import { Buffer } from "node:buffer";
import { crc32, deflateRawSync } from "node:zlib";
import type { ArchiveFile } from "./archive.ts";

/** The earliest day that a zip can name: 1 January 1980, as in every release. */
const DATE = (1 << 5) | 1;

/** Made on Unix, so that the mode beside it counts (PKWARE APPNOTE 4.4.2), by version 2.0 of the format. */
const MADE_BY = (3 << 8) | 20;

const UTF8_NAMES = 1 << 11;
const DEFLATED = 8;

/** A zip (PKWARE APPNOTE 6.3) whose times are fixed: same files, same bytes. For files under 4 GiB. */
export function zip(files: readonly ArchiveFile[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, bytes, mode } of files) {
    const nameBytes = new TextEncoder().encode(name);
    const packed = new Uint8Array(deflateRawSync(bytes, { level: 9 }));
    const shared = fields(
      [2, 20],
      [2, UTF8_NAMES],
      [2, DEFLATED],
      [2, 0],
      [2, DATE],
      [4, crc32(bytes)],
      [
        4,
        packed.length,
      ],
      [4, bytes.length],
      [2, nameBytes.length],
      [2, 0],
    );
    parts.push(fields([4, 0x04034b50]), shared, nameBytes, packed);
    directory.push(
      fields([4, 0x02014b50], [2, MADE_BY]),
      shared,
      fields([2, 0], [2, 0], [2, 0], [4, (0o100000 | mode) * 0x10000], [4, offset]),
      nameBytes,
    );
    offset += 4 + shared.length + nameBytes.length + packed.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = fields([4, 0x06054b50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, size], [4, offset], [
    2,
    0,
  ]);
  return new Uint8Array(Buffer.concat([...parts, ...directory, end]));
}

/** Little-endian numbers of 2 or 4 bytes each. */
function fields(...values: readonly [width: 2 | 4, value: number][]): Uint8Array {
  const bytes = new Uint8Array(values.reduce((sum, [width]) => sum + width, 0));
  const view = new DataView(bytes.buffer);
  let offset = 0;
  for (const [width, value] of values) {
    if (width === 2) view.setUint16(offset, value, true);
    else view.setUint32(offset, value, true);
    offset += width;
  }
  return bytes;
}
