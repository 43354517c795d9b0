import { Buffer } from "node:buffer";
import { gzipSync } from "node:zlib";
import type { ArchiveFile } from "./archive.ts";

const BLOCK = 512;

/** A gzipped POSIX ustar archive (IEEE Std 1003.1, pax). Owners and times are fixed: same files, same bytes. */
export function tarGz(files: readonly ArchiveFile[]): Uint8Array {
  const end = new Uint8Array(2 * BLOCK);
  return new Uint8Array(gzipSync(
    Buffer.concat([
      ...files.flatMap(({ name, bytes, mode }) => [
        header(name, bytes.length, mode),
        bytes,
        new Uint8Array((BLOCK - bytes.length % BLOCK) % BLOCK),
      ]),
      end,
    ]),
    { level: 9 },
  ));
}

function header(name: string, size: number, mode: number): Uint8Array {
  const block = new Uint8Array(BLOCK);
  const put = (offset: number, text: string) => block.set(new TextEncoder().encode(text), offset);
  const octal = (offset: number, value: number, digits: number) => put(offset, value.toString(8).padStart(digits, "0"));
  if (name.length > 100) throw new Error(`Cannot archive ${name}: ustar holds names of at most 100 characters`);
  put(0, name);
  octal(100, mode, 7);
  octal(108, 0, 7); // user
  octal(116, 0, 7); // group
  octal(124, size, 11);
  octal(136, 0, 11); // changed: 1970, as in every release
  put(148, " ".repeat(8)); // the checksum counts as spaces while it is computed
  put(156, "0"); // a plain file
  put(257, "ustar\0" + "00");
  octal(148, block.reduce((sum, byte) => sum + byte, 0), 6);
  put(154, "\0 ");
  return block;
}
