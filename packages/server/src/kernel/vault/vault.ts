/** Seals personal fields: AES-256-GCM under a key per town and response, with blind indexes. */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import type { Instant } from "@lianfang/core/kernel/time.ts";
import type { Db, Tx } from "../database/database.ts";
import { type Live, tellWithin } from "../live.ts";

/** Fields that may be sealed; the name is part of what is authenticated. */
export type SealedField =
  | "identity-number"
  | "phone"
  | "import"
  | "change"
  | "plate"
  | "itinerary"
  | "outbox";

export interface Vault {
  seal(field: SealedField, text: string): Buffer;
  open(field: SealedField, sealed: Buffer): string;
  sealBytes(field: SealedField, bytes: Uint8Array): Buffer;
  openBytes(field: SealedField, sealed: Buffer): Buffer;
  /** A keyed digest that is equal exactly for equal texts: for unique keys and exact search. */
  blind(purpose: `${SealedField}` | `${SealedField}-tail` | "export", text: string): Buffer;
}

export interface VaultKeeper {
  /** Makes and stores the key of a new response. */
  make(db: Db, townId: string, responseId: string, now: Instant): Promise<void>;
  /** @throws when the response's key was destroyed or never made */
  of(db: Db, townId: string): Promise<Vault>;
  /**
   * Destroys a response's key; when the write is committed, every process forgets what it had opened
   * with it.
   */
  destroy(db: Tx, townId: string, responseId: string, now: Instant): Promise<void>;
  /** Lets go of what was opened with the key of a town, or with any. */
  forget(townId?: string): void;
}

/** What is told of a town whose key is no more; see `live.ts`. */
const keyDestroyed = "vault";

/**
 * Lets a keeper forget with the others. When destruction may have gone untold, it forgets all: what
 * is still there is opened again.
 */
export function forgetTogether(vaults: VaultKeeper, live: Live): void {
  live.watch(
    ({ townId, modules }) => {
      if (modules.includes(keyDestroyed)) vaults.forget(townId);
    },
    () => vaults.forget(),
  );
}

const version = 1;

function encrypt(key: KeyObject, text: Uint8Array, aad: string): Buffer {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(aad));
  const body = Buffer.concat([cipher.update(text), cipher.final()]);
  return Buffer.concat([Buffer.from([version]), iv, cipher.getAuthTag(), body]);
}

function decrypt(key: KeyObject, sealed: Buffer, aad: string): Buffer {
  if (sealed[0] !== version) throw new Error("sealed field of an unknown version");
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(1, 13));
  decipher.setAAD(Buffer.from(aad)).setAuthTag(sealed.subarray(13, 29));
  return Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()]);
}

/** A key object: given bytes, Node.js makes one anew for every seal, which takes longer than sealing. */
function derive(key: Buffer, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync("sha256", key, "", purpose, 32)));
}

function vaultWith(key: Buffer, townId: string): Vault {
  const fieldKey = derive(key, "field");
  const indexKeys = new Map<string, KeyObject>();
  const indexKey = (purpose: string): KeyObject => {
    const known = indexKeys.get(purpose) ?? derive(key, `index:${purpose}`);
    indexKeys.set(purpose, known);
    return known;
  };
  return {
    seal: (field, text) => encrypt(fieldKey, Buffer.from(text), `${townId}:${field}`),
    open: (field, sealed) => decrypt(fieldKey, sealed, `${townId}:${field}`).toString(),
    sealBytes: (field, bytes) => encrypt(fieldKey, bytes, `${townId}:${field}`),
    openBytes: (field, sealed) => decrypt(fieldKey, sealed, `${townId}:${field}`),
    blind: (purpose, text) =>
      createHmac("sha256", indexKey(purpose)).update(text).digest().subarray(0, 16),
  };
}

export function vaultKeeper(master: Buffer): VaultKeeper {
  const wrapping = derive(master, "wrap");
  const opened = new Map<string, Vault>();
  // Counts how often something was forgotten: what was read before may be of a key destroyed since.
  let forgettings = 0;

  const open = async (db: Db, townId: string): Promise<Vault> => {
    const row = await db
      .selectFrom("town")
      .innerJoin("response_key", (join) =>
        join
          .onRef("response_key.town_id", "=", "town.town_id")
          .onRef("response_key.response_id", "=", "town.response_id"),
      )
      .select(["town.response_id", "wrapped"])
      .where("town.town_id", "=", townId)
      .executeTakeFirst();
    if (!row?.wrapped) throw new Error("the response's key is not there: its data are erased");
    return vaultWith(decrypt(wrapping, row.wrapped, `${townId}:${row.response_id}`), townId);
  };

  return {
    async make(db, townId, responseId, now) {
      const wrapped = encrypt(wrapping, randomBytes(32), `${townId}:${responseId}`);
      await db
        .insertInto("response_key")
        .values({
          town_id: townId,
          response_id: responseId,
          wrapped,
          made_at: now,
          destroyed_at: null,
        })
        .execute();
    },
    async of(db, townId) {
      for (;;) {
        const known = opened.get(townId);
        if (known) return known;
        const before = forgettings;
        const vault = await open(db, townId);
        if (forgettings !== before) continue;
        opened.set(townId, vault);
        return vault;
      }
    },
    async destroy(db, townId, responseId, now) {
      await db
        .updateTable("response_key")
        .set({ wrapped: null, destroyed_at: now })
        .where("town_id", "=", townId)
        .where("response_id", "=", responseId)
        .where("destroyed_at", "is", null)
        .execute();
      await tellWithin(db, townId, keyDestroyed);
    },
    forget(townId) {
      forgettings += 1;
      if (townId === undefined) opened.clear();
      else opened.delete(townId);
    },
  };
}
