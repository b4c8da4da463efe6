/** One contact's requests, and what every answer means for the phone. */
import type { z } from "zod";
import type { Contact, Device } from "../protocol.ts";
import type { Meta, OutboxRecord, PhoneWorld, StoreChange } from "./world.ts";

/** Why a contact went no further. */
export type Stop =
  | "offline"
  /** The session has ended; what waits goes on waiting. */
  | "sign-in"
  /** Another tab is at it. */
  | "busy"
  /** The server could not decide; later. */
  | "later"
  /** The phone's records are another account's. */
  | "another-owner"
  /** What is sent is too much at once. */
  | "too-large"
  /** The phone can't store what it was told. */
  | "no-room";

export class Stopped extends Error {
  readonly because: Stop;
  constructor(because: Stop) {
    super(because);
    this.because = because;
  }
}

/** @param unsent how many records the request does not bring */
export function deviceOf(world: PhoneWorld, { device, seen }: Meta, unsent: number): Device {
  if (!device) throw new Error("the phone has no id yet");
  const { label, version, protocol } = world.app;
  const clock = new Date(world.now()).toISOString();
  return { ...device, label, appVersion: version, protocol, clock, unsent, seen };
}

/**
 * Sends, and reads the answer by its schema: what a hotel's network answers in the server's stead is
 * no answer.
 * @throws Stopped
 */
export async function ask<Schema extends z.ZodType>(
  world: PhoneWorld,
  path: "push" | "pull" | "wiped",
  body: unknown,
  schema: Schema,
): Promise<z.output<Schema>> {
  const reply = await world.send(path, body);
  if (reply.is === "unreachable") throw new Stopped("offline");
  if (reply.is === "refused") throw new Stopped(stopFor(reply.status));
  const { data, success } = schema.safeParse(reply.body);
  if (!success) throw new Stopped("offline");
  return data;
}

/** What the phone keeps that the town does not have. */
export const isUnsent = ({ state }: Pick<OutboxRecord, "state">): boolean =>
  state !== "acknowledged";

function stopFor(status: number): Stop {
  if (status === 401) return "sign-in";
  if (status === 409) return "another-owner";
  return status === 413 ? "too-large" : "later";
}

/**
 * What is noted of an answer, in the same transaction as what it brought. Told to wipe, what is held
 * goes with it.
 */
export function noted(world: PhoneWorld, meta: Meta, contact: Contact): StoreChange[] {
  const now = world.now();
  const device = meta.device && { ...meta.device, key: contact.deviceKey ?? meta.device.key };
  const told: Partial<Meta> = {
    device,
    seen: contact.history,
    lastContactAt: new Date(now).toISOString(),
    skewMs: now - Date.parse(contact.now),
    mustUpdate: contact.update,
    isWiping: contact.wipe,
  };
  return [{ do: "note", meta: told }, ...(contact.wipe ? [{ do: "forget" } as const] : [])];
}
