import { createHash, generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromBase45, toBase45 } from "./base45.ts";
import {
  type CardContent,
  type CardCrypto,
  checkCard,
  holderMark,
  holderOnCard,
  isBearer,
  makeCard,
  typedSerial,
} from "./pass-card.ts";
import { isCancelled, nothingRevoked, revocationList } from "./revocation.ts";
import { isLikelyDouble, passMisuse, type RecordedCrossing } from "./same-crossing.ts";

const raw = (key: KeyObject) => key.export({ type: "spki", format: "der" }).subarray(-32);
const crypto: CardCrypto = {
  sha256: (bytes) => createHash("sha256").update(bytes).digest(),
  verify(publicKey, message, signature) {
    const der = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), publicKey]);
    return verify(null, message, { key: der, format: "der", type: "spki" }, signature);
  },
};
function keyPair() {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  return {
    publicKey: raw(publicKey),
    sign: (message: Uint8Array) => sign(null, message, privateKey),
  };
}

const key = keyPair();
const townId = "01900000-0000-7000-8000-000000000001";
const now = "2020-02-10T02:00:00.000Z";
const identityNumber = "990101198807011238";
const content: CardContent = {
  townId,
  kind: "person",
  serial: 4711,
  validFrom: "2020-02-01T16:00:00.000Z",
  validUntil: "2020-02-15T16:00:00.000Z",
  everyDays: 2,
  salt: Uint8Array.of(1, 2, 3, 4),
  holder: holderMark("person", identityNumber),
};
const card = makeCard(content, key, crypto);
const check = { townId, publicKeys: [key.publicKey], revocations: nothingRevoked, now };
const verdict = (text: string, change: Partial<typeof check> & { shown?: string } = {}) =>
  checkCard(text, { ...check, ...change }, crypto);
const why = (...given: Parameters<typeof verdict>) => {
  const said = verdict(...given);
  return said.is === "refused" ? said.why : "valid";
};

describe("a card", () => {
  test("fits a small QR code and names nobody", () => {
    // 154 alphanumeric characters are what version 6 holds at level M.
    expect(card).toHaveLength(154);
    expect(card).toMatch(/^LF1:[0-9A-Z $%*+\-./:]+$/);
    expect(card).not.toContain(identityNumber.slice(-6));
  });
  test("is valid with the public key alone", () => {
    expect(verdict(card)).toEqual({ is: "valid", serial: 4711, kind: "person", everyDays: 2 });
    expect(why(card, { shown: identityNumber })).toBe("valid");
  });
  test.each<[string, string, Parameters<typeof verdict>[1]]>([
    ["expired", "at its end to the minute", { now: "2020-02-15T16:00:00.000Z" }],
    ["not-yet", "before its first minute", { now: "2020-02-01T15:59:00.000Z" }],
    ["revoked", "on the list", { revocations: revocationList(60_000, [4711]) }],
    ["valid", "beside others on the list", { revocations: revocationList(60_000, [4710, 4712]) }],
    ["valid", "issued after the list was made", { revocations: revocationList(4_000, [7]) }],
    ["someone-else", "with another's identity card", { shown: "990101198807011220" }],
    ["other-town", "in the next town", { townId: "01900000-0000-7000-8000-000000000002" }],
    ["forged", "signed with another key", { publicKeys: [keyPair().publicKey] }],
  ])("is %s %s", (expected, _, change) => {
    expect(why(card, change)).toBe(expected);
  });
  test("with any bit changed is never valid", () => {
    const bytes = fromBase45(card.slice(4)) ?? new Uint8Array();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length * 8 - 1 }), (bit) => {
        const changed = Uint8Array.from(bytes);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(why(`LF1:${toBase45(changed)}`)).not.toBe("valid");
      }),
      { numRuns: 300 },
    );
  });
  test("anything else is unreadable", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(why(`LF1:${text}`)).toBe("unreadable");
      }),
    );
    expect(why("https://example.org")).toBe("unreadable");
  });
  test("of a vehicle goes by the plate, of a household by whoever shows it", () => {
    const vehicle = makeCard(
      { ...content, kind: "vehicle", holder: holderMark("vehicle", "川R·12345") },
      key,
      crypto,
    );
    expect(why(vehicle, { shown: "川r 12345" })).toBe("valid");
    expect(why(vehicle, { shown: "川R54321" })).toBe("someone-else");
    const household = makeCard({ ...content, kind: "household", holder: undefined }, key, crypto);
    expect(why(household, { shown: identityNumber })).toBe("valid");
  });
});

test("a typed number is held against what is shown, as the card's code would be", () => {
  const numbered = (kind: "person" | "vehicle", holder: string) => ({
    ...{ kind, serial: 4711 },
    holder: holderOnCard({ ...content, holder: holderMark(kind, holder) }, crypto),
  });
  const person = numbered("person", identityNumber);
  const bears = (card: Parameters<typeof isBearer>[0], beside: object) =>
    isBearer(card, { townId, ...beside }, crypto);
  expect(bears(person, { shown: identityNumber.slice(-6) })).toBe(true);
  expect(bears(person, { shown: "000000" })).toBe(false);
  expect(bears(person, { plate: "川R12345" })).toBe(true);
  const vehicle = numbered("vehicle", "川R·12345");
  expect(bears(vehicle, { plate: "川r 12345", shown: "000000" })).toBe(true);
  expect(bears(vehicle, { plate: "川R54321" })).toBe(false);
  expect(bears({ kind: "household", serial: 4711 }, { shown: "000000" })).toBe(true);
  expect(typedSerial("００4７11")).toBe(4711);
  expect(typedSerial("4711号")).toBeUndefined();
});

test("Base45 as in RFC 9285", () => {
  const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString();
  expect(toBase45(Buffer.from("Hello!!"))).toBe("%69 VD92EX0");
  expect(text(fromBase45("QED8WEX0"))).toBe("ietf!");
  expect(fromBase45("FGW")).toEqual(Uint8Array.of(255, 255));
  for (const wrong of ["GGW", "::", "A", "abc"]) expect(fromBase45(wrong)).toBeUndefined();
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(fromBase45(toBase45(bytes))).toEqual(bytes);
    }),
  );
});

test("60,000 cards take 7,500 bytes whatever is cancelled", () => {
  const cancelled = Array.from({ length: 9_000 }, (_, at) => at * 6 + 1);
  const list = revocationList(60_000, cancelled);
  expect(fromBase45(list.bits)).toHaveLength(7_500);
  expect(list.bits).toHaveLength(11_250);
  const wrongly = Array.from({ length: 60_000 }, (_, at) => at + 1).filter(
    (serial) => isCancelled(serial, list) !== (serial % 6 === 1 && serial < 54_000),
  );
  expect(wrongly).toEqual([]);
});

describe("two records", () => {
  const one: RecordedCrossing = {
    crossingId: "a",
    checkpointId: "pier",
    direction: "in",
    crossedAt: now,
    hand: "device 1",
    who: "x",
  };
  const other = {
    ...one,
    crossingId: "b",
    hand: "device 2",
    crossedAt: "2020-02-10T02:08:00.000Z",
  };
  test("of one person by two hands within minutes are likely one crossing", () => {
    expect(isLikelyDouble(one, other)).toBe(true);
    expect(isLikelyDouble(other, one)).toBe(true);
  });
  test.each<[string, Partial<RecordedCrossing>]>([
    ["the way back", { direction: "out" }],
    ["another person", { who: "y" }],
    ["another post", { checkpointId: "bridge" }],
    ["the same hand", { hand: "device 1" }],
    ["later", { crossedAt: "2020-02-10T02:10:01.000Z" }],
  ])("are two: %s", (_, change) => {
    expect(isLikelyDouble(one, { ...other, ...change })).toBe(false);
  });
  test("of one card: twice in one direction, or at two posts at once", () => {
    expect(passMisuse(one, other)).toBe("twice");
    expect(passMisuse(one, { ...other, checkpointId: "bridge", direction: "out" })).toBe(
      "elsewhere",
    );
    expect(passMisuse(one, { ...other, direction: "out" })).toBeUndefined();
    expect(passMisuse(one, { ...other, crossedAt: "2020-02-10T03:00:00.000Z" })).toBeUndefined();
  });
});
