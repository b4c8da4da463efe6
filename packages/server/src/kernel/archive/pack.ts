/**
 * Writing a zip archive whose bytes depend on its contents alone: no clock, no user, no platform.
 * Compression runs on the thread pool, so a large archive doesn't hold up the server.
 */
import { crc32, createDeflateRaw } from "node:zlib";

export interface ArchivePart {
  path: string;
  content: Uint8Array | AsyncIterable<Uint8Array>;
}

// 1980-01-01 00:00, the zero of the format's clock.
const NO_TIME = 0;
const NO_DATE = 0x21;
const UTF8_PATHS = 0x0800;
const DEFLATED = 8;
const VERSION = 20;

interface Packed {
  path: Buffer;
  crc: number;
  unpackedBytes: number;
  pieces: Buffer[];
  packedBytes: number;
}

/** The archive of these parts, in their order. */
export async function pack(
  parts: Iterable<ArchivePart> | AsyncIterable<ArchivePart>,
): Promise<Uint8Array> {
  const body: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for await (const part of parts) {
    const packed = await compress(part);
    const header = localHeader(packed);
    directory.push(centralHeader(packed, offset));
    body.push(header, ...packed.pieces);
    offset += header.length + packed.packedBytes;
  }
  return Buffer.concat([...body, ...directory, end(directory, offset)]);
}

async function compress({ path, content }: ArchivePart): Promise<Packed> {
  const packed: Packed = {
    path: Buffer.from(path),
    crc: 0,
    unpackedBytes: 0,
    pieces: [],
    packedBytes: 0,
  };
  const deflating = createDeflateRaw({ level: 6 });
  deflating.on("data", (piece: Buffer) => {
    packed.pieces.push(piece);
    packed.packedBytes += piece.length;
  });
  const done = new Promise<void>((resolve, reject) => {
    deflating.once("end", resolve).once("error", reject);
  });
  for await (const piece of content instanceof Uint8Array ? [content] : content) {
    packed.crc = crc32(piece, packed.crc);
    packed.unpackedBytes += piece.length;
    if (!deflating.write(piece)) await new Promise((resolve) => deflating.once("drain", resolve));
  }
  deflating.end();
  await done;
  return packed;
}

/** The fields that local and central headers share. */
function sharedFields(packed: Packed): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(VERSION, 0);
  fields.writeUInt16LE(UTF8_PATHS, 2);
  fields.writeUInt16LE(DEFLATED, 4);
  fields.writeUInt16LE(NO_TIME, 6);
  fields.writeUInt16LE(NO_DATE, 8);
  fields.writeUInt32LE(packed.crc, 10);
  fields.writeUInt32LE(packed.packedBytes, 14);
  fields.writeUInt32LE(packed.unpackedBytes, 18);
  fields.writeUInt16LE(packed.path.length, 22);
  return fields;
}

function localHeader(packed: Packed): Buffer {
  return Buffer.concat([Buffer.from("PK\x03\x04"), sharedFields(packed), packed.path]);
}

function centralHeader(packed: Packed, offset: number): Buffer {
  const madeBy = Buffer.from([VERSION, 0]);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(offset, 10);
  return Buffer.concat([
    Buffer.from("PK\x01\x02"),
    madeBy,
    sharedFields(packed),
    rest,
    packed.path,
  ]);
}

function end(directory: readonly Buffer[], offset: number): Buffer {
  const record = Buffer.alloc(22);
  record.write("PK\x05\x06", "latin1");
  record.writeUInt16LE(directory.length, 8);
  record.writeUInt16LE(directory.length, 10);
  record.writeUInt32LE(
    directory.reduce((sum, header) => sum + header.length, 0),
    12,
  );
  record.writeUInt32LE(offset, 16);
  return record;
}
