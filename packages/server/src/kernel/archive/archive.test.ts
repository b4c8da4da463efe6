import fc from "fast-check";
import { strFromU8, unzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { ArchiveError, type ArchiveLimits, readDirectory } from "./directory.ts";
import { pack } from "./pack.ts";
import { unpack } from "./unpack.ts";

const LIMITS: ArchiveLimits = { unpackedBytes: 1_000_000, ratio: 2000, entries: 50 };

async function contentOf(archive: Buffer, path: string, limits = LIMITS): Promise<string> {
  const entry = readDirectory(archive, limits).get(path);
  if (!entry) throw new Error(`no ${path}`);
  const pieces: Buffer[] = [];
  for await (const piece of unpack(archive, entry)) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

function faultOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof ArchiveError) return error.fault;
  }
  return "none";
}

/** Overwrites a 32-bit field of the directory's first entry. */
function forge(archive: Uint8Array, offset: number, value: number): Buffer {
  const forged = Buffer.from(archive);
  forged.writeUInt32LE(value, forged.indexOf("PK\x01\x02") + offset);
  return forged;
}

const UNPACKED_SIZE = 24;

describe("packing", () => {
  it("gives what another program unpacks, and what is unpacked here", async () => {
    const text = fc.string({ unit: "grapheme", maxLength: 2000 });
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), text), async (files) => {
        const parts = Object.entries(files).map(([path, content]) => ({
          path,
          content: Buffer.from(content),
        }));
        const archive = Buffer.from(await pack(parts));
        const unzipped = unzipSync(archive);
        for (const [path, content] of Object.entries(files)) {
          const expected = Buffer.from(content).toString();
          expect(strFromU8(unzipped[path] ?? new Uint8Array())).toBe(expected);
          expect(await contentOf(archive, path)).toBe(expected);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("gives the same bytes for the same parts", async () => {
    const parts = [{ path: "a.xml", content: Buffer.from("<a/>".repeat(1000)) }];
    expect(await pack(parts)).toEqual(await pack(parts));
  });

  it("fails when its source fails", async () => {
    async function* broken() {
      yield Buffer.from("one");
      throw new Error("source");
    }
    await expect(pack([{ path: "a", content: broken() }])).rejects.toThrow("source");
  });
});

describe("the directory", () => {
  const honest = zipSync({ "a.txt": Buffer.from("a".repeat(1000)) });

  it("refuses more than the limits allow, by what is declared", () => {
    const bomb = zipSync({ "a.txt": new Uint8Array(2_000_000) });
    expect(faultOf(() => readDirectory(Buffer.from(bomb), LIMITS))).toBe("unpacksTooLarge");
    const dense = { ...LIMITS, ratio: 10 };
    expect(faultOf(() => readDirectory(Buffer.from(honest), dense))).toBe("unpacksTooLarge");
    const files = Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`${i}`, honest]));
    const crowd = Buffer.from(zipSync(files));
    expect(faultOf(() => readDirectory(crowd, LIMITS))).toBe("tooManyEntries");
  });

  it.each(["../evil", "/etc/passwd", "C:/evil", "a\\..\\..\\evil", "a\nb", `${"x".repeat(300)}`])(
    "refuses the path %j",
    (path) => {
      const archive = Buffer.from(zipSync({ [path]: Buffer.from("x") }));
      expect(faultOf(() => readDirectory(archive, LIMITS))).toBe("unsafePath");
    },
  );

  it("refuses what is cut off, anywhere", () => {
    for (let length = 0; length < honest.length; length++) {
      const cut = Buffer.from(honest.subarray(0, length));
      expect(["notAnArchive", "damaged"]).toContain(faultOf(() => readDirectory(cut, LIMITS)));
    }
  });

  it("refuses two files of one name", async () => {
    const twice = await pack(["a", "a"].map((path) => ({ path, content: Buffer.from(path) })));
    expect(faultOf(() => readDirectory(Buffer.from(twice), LIMITS))).toBe("damaged");
  });

  it("never fails otherwise, whatever the bytes", () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.nat(honest.length - 1), bytes, (at, noise) => {
        const forged = Buffer.from(honest);
        forged.set(noise.subarray(0, forged.length - at), at);
        try {
          readDirectory(forged, LIMITS);
        } catch (error) {
          expect(error).toBeInstanceOf(ArchiveError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** The same archive with sizes and offset in a zip64 field, as programs write that don't know them beforehand. */
function widened(archive: Buffer): Buffer {
  const at = archive.indexOf("PK\x01\x02");
  const end = archive.lastIndexOf("PK\x05\x06");
  const header = Buffer.from(archive.subarray(at, end));
  const wide = Buffer.alloc(28);
  wide.writeUInt16LE(1, 0);
  wide.writeUInt16LE(24, 2);
  for (const [index, field] of [UNPACKED_SIZE, 20, 42].entries()) {
    wide.writeBigUInt64LE(BigInt(header.readUInt32LE(field)), 4 + 8 * index);
    header.writeUInt32LE(0xffffffff, field);
  }
  header.writeUInt16LE(wide.length, 30);
  return Buffer.concat([archive.subarray(0, at), header, wide, archive.subarray(end)]);
}

describe("unpacking", () => {
  it("reads sizes from a zip64 field", async () => {
    const archive = Buffer.from(await pack([{ path: "a.txt", content: Buffer.from("wide") }]));
    expect(await contentOf(widened(archive), "a.txt")).toBe("wide");
  });

  const honest = zipSync({ "a.txt": Buffer.from("a".repeat(100_000)) });

  it("stops as soon as a file outgrows the size it declared", async () => {
    const liar = forge(honest, UNPACKED_SIZE, 10);
    await expect(contentOf(liar, "a.txt")).rejects.toMatchObject({ fault: "unpacksTooLarge" });
  });

  it("refuses a file that is shorter than declared, or other than its checksum says", async () => {
    const short = forge(honest, UNPACKED_SIZE, 100_001);
    await expect(contentOf(short, "a.txt")).rejects.toMatchObject({ fault: "damaged" });
    const changed = forge(honest, 16, 12345);
    await expect(contentOf(changed, "a.txt")).rejects.toMatchObject({ fault: "damaged" });
  });

  it("refuses data that doesn't inflate", async () => {
    const broken = Buffer.from(honest);
    broken.fill(0xff, 40, 60);
    await expect(contentOf(broken, "a.txt")).rejects.toMatchObject({ fault: "damaged" });
  });
});
