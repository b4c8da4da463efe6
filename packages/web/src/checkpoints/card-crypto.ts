/** Ed25519 and SHA-256 for cards on a guard's phone; the same in every browser, without a network. */
import type { CardCrypto } from "@lianfang/core/checkpoints/pass-card.ts";
import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";

export const cardCrypto: CardCrypto = {
  sha256,
  verify(publicKey, message, signature) {
    try {
      // As strict as the server's: RFC 8032, not the looser rules of chains.
      return ed25519.verify(signature, message, publicKey, { zip215: false });
    } catch {
      return false;
    }
  },
};
