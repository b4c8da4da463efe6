import { generateKeyPairSync, sign } from "node:crypto";
import { checkCard, holderMark, makeCard } from "@lianfang/core/checkpoints/pass-card.ts";
import { nothingRevoked } from "@lianfang/core/checkpoints/revocation.ts";
import { describe, expect, test } from "vitest";
import { cardCrypto } from "./card-crypto.ts";

const townId = "0190c42e-0000-7000-8000-000000000001";
const now = "2020-02-10T02:00:00.000Z";
const pair = generateKeyPairSync("ed25519");
const publicKey = new Uint8Array(
  pair.publicKey.export({ format: "der", type: "spki" }).subarray(-32),
);
const key = { publicKey, sign: (message: Uint8Array) => sign(null, message, pair.privateKey) };

const cardOf = (serial: number) =>
  makeCard(
    {
      townId,
      kind: "person",
      serial,
      validFrom: "2020-02-09T16:00:00.000Z",
      validUntil: "2020-02-24T16:00:00.000Z",
      salt: new Uint8Array([serial, 2, 3, 4]),
      holder: holderMark("person", "770101197508090026"),
    },
    key,
    cardCrypto,
  );
const check = (text: string, shown?: string) =>
  checkCard(
    text,
    { townId, publicKeys: [publicKey], revocations: nothingRevoked, now, shown },
    cardCrypto,
  );

describe("the browser's crypto", () => {
  test("takes what Node.js has signed, and knows its holder", () => {
    for (let serial = 1; serial <= 20; serial += 1)
      expect(check(cardOf(serial), "090026")).toMatchObject({ is: "valid", serial });
    expect(check(cardOf(1), "090027")).toMatchObject({ why: "someone-else" });
  });

  test("takes nothing of which a character is another", () => {
    const text = cardOf(7);
    for (let at = 4; at < text.length; at += 1) {
      const other = text[at] === "0" ? "1" : "0";
      expect(check(text.slice(0, at) + other + text.slice(at + 1))).toMatchObject({
        is: "refused",
      });
    }
  });

  test("says no to what is no key and no signature", () => {
    const message = new Uint8Array([1]);
    expect(cardCrypto.verify(new Uint8Array(32).fill(255), message, new Uint8Array(64))).toBe(
      false,
    );
    expect(cardCrypto.verify(publicKey, message, new Uint8Array(3))).toBe(false);
    // The neutral element as key and signature: every message would be right by looser rules.
    const neutral = new Uint8Array(32);
    neutral[0] = 1;
    const signature = new Uint8Array(64);
    signature[0] = 1;
    expect(cardCrypto.verify(neutral, message, signature)).toBe(false);
  });
});
