/** Ed25519 and SHA-256 of Node.js for cards, and the town's own signing key. */
import { createHash, createPrivateKey, createPublicKey, hkdfSync, sign, verify } from "node:crypto";
import type { CardCrypto, SigningKey } from "@lianfang/core/checkpoints/pass-card.ts";
import type { InstanceKeys } from "../kernel/vault/keys.ts";

// RFC 8410: what stands before the 32 bytes of an Ed25519 key in its usual wrappings.
const publicHead = Buffer.from("302a300506032b6570032100", "hex");
const privateHead = Buffer.from("302e020100300506032b657004220420", "hex");

export const cardCrypto: CardCrypto = {
  sha256: (bytes) => createHash("sha256").update(bytes).digest(),
  verify(publicKey, message, signature) {
    const key = Buffer.concat([publicHead, publicKey]);
    return verify(null, message, { key, format: "der", type: "spki" }, signature);
  },
};

/**
 * The key a town's passes are signed with. It follows from the instance's master key, so there is none
 * to keep beside it; journal seals are signed with another.
 */
export function passKeyOf({ master }: InstanceKeys, townId: string): SigningKey {
  const seed = Buffer.from(hkdfSync("sha256", master, "", `pass-signing:${townId}`, 32));
  const key = createPrivateKey({
    key: Buffer.concat([privateHead, seed]),
    format: "der",
    type: "pkcs8",
  });
  const publicKey = createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-32);
  return { publicKey, sign: (message) => sign(null, message, key) };
}
