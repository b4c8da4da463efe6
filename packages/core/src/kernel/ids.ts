import { z } from "zod";

/** An id made by whoever makes the thing: a UUID version 7 (RFC 9562), lower case. */
export const Id = z.uuidv7().toLowerCase();
export type Id = string;

/** The instant (ms since the epoch) a UUIDv7 carries. Its maker's clock: never order by it. */
export function madeAt(id: Id): number {
  return Number.parseInt(id.replace("-", "").slice(0, 12), 16);
}
