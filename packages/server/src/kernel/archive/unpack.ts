/** Unpacking one file of an archive as a stream that holds the archive to what it declared. */
import { crc32, createInflateRaw } from "node:zlib";
import { type ArchiveEntry, ArchiveError } from "./directory.ts";

const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;

/**
 * The bytes of one file, in pieces.
 * @throws ArchiveError `unpacksTooLarge` as soon as the file outgrows its declared size, `damaged`
 * when it is cut off, doesn't inflate, or its length or CRC-32 disagrees with the directory
 */
export async function* unpack(archive: Buffer, entry: ArchiveEntry): AsyncGenerator<Buffer> {
  const packed = packedBytes(archive, entry);
  let bytes = 0;
  let crc = 0;
  for await (const piece of entry.method === 0 ? [packed] : inflate(packed)) {
    bytes += piece.length;
    if (bytes > entry.unpackedBytes) {
      throw new ArchiveError("unpacksTooLarge", `${entry.path} outgrows its declared size`);
    }
    crc = crc32(piece, crc);
    yield piece;
  }
  if (bytes !== entry.unpackedBytes || crc !== entry.crc32) {
    throw new ArchiveError("damaged", `${entry.path} is not what the directory declares`);
  }
}

function packedBytes(archive: Buffer, entry: ArchiveEntry): Buffer {
  const at = entry.offset;
  if (at + LOCAL_BYTES > archive.length || archive.readUInt32LE(at) !== LOCAL) {
    throw new ArchiveError("damaged", `${entry.path} has no header`);
  }
  const start = at + LOCAL_BYTES + archive.readUInt16LE(at + 26) + archive.readUInt16LE(at + 28);
  const end = start + entry.packedBytes;
  if (end > archive.length) throw new ArchiveError("damaged", `${entry.path} is cut off`);
  return archive.subarray(start, end);
}

async function* inflate(packed: Buffer): AsyncGenerator<Buffer> {
  const inflating = createInflateRaw();
  inflating.end(packed);
  try {
    for await (const piece of inflating) yield piece;
  } catch {
    throw new ArchiveError("damaged", "does not inflate");
  }
}
