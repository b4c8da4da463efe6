/** The instance's own keys: one file in the data folder, readable by its owner alone. */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

export interface InstanceKeys {
  /** Wraps the response keys and keys the digests of codes; 32 bytes. */
  master: Buffer;
  /** Signs the journal's seals (Ed25519). */
  signing: { keyId: string; privateKey: KeyObject; publicKey: KeyObject };
}

const KeyFile = z.object({
  version: z.literal(1),
  master: z.string(),
  signing: z.string(),
  keyId: z.string(),
});

/**
 * Reads the instance's keys from `<folder>/keys/instance.json`, making them at the first start.
 * Who loses this file loses every sealed field: it belongs in the backup, apart from the database.
 */
export function instanceKeys(folder: string): InstanceKeys {
  const file = join(folder, "keys", "instance.json");
  if (!existsSync(file)) makeKeyFile(file, join(folder, "keys"));
  const held = KeyFile.parse(JSON.parse(readFileSync(file, "utf8")));
  const privateKey = createPrivateKey(held.signing);
  return {
    master: Buffer.from(held.master, "base64"),
    signing: { keyId: held.keyId, privateKey, publicKey: createPublicKey(privateKey) },
  };
}

function makeKeyFile(file: string, folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync("ed25519");
  const content = {
    version: 1,
    master: randomBytes(32).toString("base64"),
    signing: privateKey.export({ type: "pkcs8", format: "pem" }),
    keyId: randomBytes(6).toString("hex"),
  };
  writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
