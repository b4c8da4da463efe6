/**
 * The directory of a zip archive, read and judged before anything is unpacked. Sizes are those the
 * archive declares; `unpack.ts` holds it to them.
 *
 * Format: PKWARE APPNOTE 6.3.10, sections 4.3.12 (central directory), 4.3.14–16 (ends), 4.5.3 (zip64).
 */

/** One file of an archive, as its directory declares it. */
export interface ArchiveEntry {
  path: string;
  /** 0 stored, 8 deflated. */
  method: 0 | 8;
  packedBytes: number;
  unpackedBytes: number;
  crc32: number;
  /** Where its local header begins. */
  offset: number;
}

export interface ArchiveLimits {
  /** All files together, as declared. */
  unpackedBytes: number;
  /** Unpacked to packed, all files together. */
  ratio: number;
  entries: number;
}

export type ArchiveFault =
  | "notAnArchive"
  | "damaged"
  | "encrypted"
  | "unpacksTooLarge"
  | "tooManyEntries"
  | "unsafePath";

export class ArchiveError extends Error {
  readonly fault: ArchiveFault;
  constructor(fault: ArchiveFault, message: string) {
    super(message);
    this.name = "ArchiveError";
    this.fault = fault;
  }
}

const END = 0x06054b50;
const END_BYTES = 22;
const ZIP64_END = 0x06064b50;
const ZIP64_LOCATOR = 0x07064b50;
const ZIP64_LOCATOR_BYTES = 20;
const CENTRAL = 0x02014b50;
const CENTRAL_BYTES = 46;
const IN_ZIP64 = 0xffffffff;
const LONGEST_COMMENT = 0xffff;
const LONGEST_PATH = 255;

/**
 * The files of an archive, checked against the limits.
 * @throws ArchiveError
 */
export function readDirectory(
  archive: Buffer,
  limits: ArchiveLimits,
): ReadonlyMap<string, ArchiveEntry> {
  const { count, start } = findEnd(archive);
  if (count > limits.entries) throw new ArchiveError("tooManyEntries", `${count} entries`);
  const entries = new Map<string, ArchiveEntry>();
  let at = start;
  for (let index = 0; index < count; index++) {
    const { entry, next } = readEntry(archive, at);
    if (entries.has(entry.path)) throw new ArchiveError("damaged", `twice: ${entry.path}`);
    entries.set(entry.path, entry);
    at = next;
  }
  refuseBombs([...entries.values()], limits);
  return entries;
}

function refuseBombs(entries: readonly ArchiveEntry[], limits: ArchiveLimits): void {
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpackedBytes, 0);
  const packed = entries.reduce((sum, entry) => sum + entry.packedBytes, 0);
  if (unpacked > limits.unpackedBytes || unpacked > Math.max(packed, 1) * limits.ratio) {
    throw new ArchiveError("unpacksTooLarge", `${packed} bytes would unpack to ${unpacked}`);
  }
}

function findEnd(archive: Buffer): { count: number; start: number } {
  const lowest = Math.max(0, archive.length - END_BYTES - LONGEST_COMMENT);
  for (let at = archive.length - END_BYTES; at >= lowest; at--) {
    if (archive.readUInt32LE(at) !== END) continue;
    const count = archive.readUInt16LE(at + 10);
    const start = archive.readUInt32LE(at + 16);
    return count === 0xffff || start === IN_ZIP64 ? findZip64End(archive, at) : { count, start };
  }
  throw new ArchiveError("notAnArchive", "no end of directory");
}

function findZip64End(archive: Buffer, end: number): { count: number; start: number } {
  const locator = end - ZIP64_LOCATOR_BYTES;
  if (locator < 0 || archive.readUInt32LE(locator) !== ZIP64_LOCATOR) {
    throw new ArchiveError("damaged", "no zip64 locator");
  }
  const at = readUInt64(archive, locator + 8);
  if (at + 56 > archive.length || archive.readUInt32LE(at) !== ZIP64_END) {
    throw new ArchiveError("damaged", "no zip64 end");
  }
  return { count: readUInt64(archive, at + 32), start: readUInt64(archive, at + 48) };
}

function readUInt64(archive: Buffer, at: number): number {
  if (at + 8 > archive.length) throw new ArchiveError("damaged", "cut off");
  const value = archive.readBigUInt64LE(at);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new ArchiveError("damaged", "absurd size");
  return Number(value);
}

function readEntry(archive: Buffer, at: number): { entry: ArchiveEntry; next: number } {
  if (at + CENTRAL_BYTES > archive.length || archive.readUInt32LE(at) !== CENTRAL) {
    throw new ArchiveError("damaged", "directory cut off");
  }
  const pathBytes = archive.readUInt16LE(at + 28);
  const extraBytes = archive.readUInt16LE(at + 30);
  const extraAt = at + CENTRAL_BYTES + pathBytes;
  if (extraAt + extraBytes > archive.length) throw new ArchiveError("damaged", "entry cut off");
  const flags = archive.readUInt16LE(at + 8);
  if (flags & 0x2041) throw new ArchiveError("encrypted", "encrypted entry");
  const [unpackedBytes, packedBytes, offset] = wideSizes(
    [at + 24, at + 20, at + 42].map((where) => archive.readUInt32LE(where)),
    archive.subarray(extraAt, extraAt + extraBytes),
  );
  const entry: ArchiveEntry = {
    path: safePath(archive.toString("utf8", at + CENTRAL_BYTES, extraAt)),
    method: knownMethod(archive.readUInt16LE(at + 10)),
    packedBytes,
    unpackedBytes,
    crc32: archive.readUInt32LE(at + 16),
    offset,
  };
  return { entry, next: extraAt + extraBytes + archive.readUInt16LE(at + 32) };
}

/** Sizes too wide for 32 bits, or written by a program that always writes them wide, stand in the extra field. */
function wideSizes(narrow: number[], extra: Buffer): [number, number, number] {
  const wide = zip64Field(extra);
  let at = 0;
  const [unpacked = 0, packed = 0, offset = 0] = narrow.map((size) => {
    if (size !== IN_ZIP64) return size;
    at += 8;
    return readUInt64(wide, at - 8);
  });
  return [unpacked, packed, offset];
}

function zip64Field(extra: Buffer): Buffer {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === 1) return extra.subarray(at + 4);
  }
  return Buffer.alloc(0);
}

function knownMethod(method: number): 0 | 8 {
  if (method === 0 || method === 8) return method;
  throw new ArchiveError("damaged", `unknown compression ${method}`);
}

/** Nothing here is ever written to a disk under these names; a path that tries it is a hostile sign. */
function safePath(raw: string): string {
  const path = raw.replaceAll("\\", "/");
  const outside = path.startsWith("/") || /^[a-z]:/i.test(path) || path.split("/").includes("..");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (outside || path.length > LONGEST_PATH || /[\0-\x1f\ufffd]/.test(path)) {
    throw new ArchiveError("unsafePath", "unsafe path");
  }
  return path;
}
