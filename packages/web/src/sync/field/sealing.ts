/** Sealing what is stored: AES-GCM, bound to the place it is stored at. */

/** A random start of 12 bytes, then the ciphertext with its tag. */
export type Sealed = Uint8Array<ArrayBuffer>;

const startBytes = 12;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export async function sealBytes(
  key: CryptoKey,
  bytes: BufferSource,
  place: string,
): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(startBytes));
  const additionalData = encoder.encode(place);
  const secret = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, bytes);
  const sealed = new Uint8Array(startBytes + secret.byteLength);
  sealed.set(iv);
  sealed.set(new Uint8Array(secret), startBytes);
  return sealed;
}

/** @throws when the key is another, or the bytes were changed or moved to another place */
export async function openBytes(
  key: CryptoKey,
  sealed: Sealed,
  place: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const iv = sealed.subarray(0, startBytes);
  const additionalData = encoder.encode(place);
  const plain = await crypto.subtle.decrypt(
    { name: "AES-GCM", iv, additionalData },
    key,
    sealed.subarray(startBytes),
  );
  return new Uint8Array(plain);
}

/** Values as JSON under one key. */
export interface Sealer {
  seal(value: unknown, place: string): Promise<Sealed>;
  open(sealed: Sealed, place: string): Promise<unknown>;
}

export function sealerWith(key: CryptoKey): Sealer {
  return {
    seal: (value, place) => sealBytes(key, encoder.encode(JSON.stringify(value)), place),
    open: async (sealed, place) => JSON.parse(decoder.decode(await openBytes(key, sealed, place))),
  };
}
