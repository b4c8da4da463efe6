/** Phones and records for review in words. */
import type { QuarantineReason } from "@lianfang/core/sync/rules.ts";
import { m } from "@lianfang/messages/messages.js";
import type { api } from "../kernel/client.ts";
import type { Tone } from "../kernel/kit/state-tag.tsx";

export type DeviceRow = Awaited<ReturnType<typeof api.sync.devices.call>>["rows"][number];
export type ReviewRow = Awaited<ReturnType<typeof api.sync.quarantine.call>>["rows"][number];
type Words<Key extends string> = Readonly<Record<Key, () => string>>;

export const deviceStates: Words<DeviceRow["state"]> = {
  "in-use": () => m["sync.state.inUse"](),
  lost: () => m["sync.state.lost"](),
  wiped: () => m["sync.state.wiped"](),
};
export const deviceTones: Readonly<Record<DeviceRow["state"], Tone>> = {
  "in-use": "green",
  lost: "red",
  wiped: "neutral",
};

export const reviewStates: Words<ReviewRow["state"]> = {
  open: () => m["sync.review.open"](),
  applied: () => m["sync.review.applied"](),
  discarded: () => m["sync.review.discarded"](),
  mended: () => m["sync.review.mended"](),
};
export const reviewTones: Readonly<Record<ReviewRow["state"], Tone>> = {
  open: "amber",
  applied: "green",
  discarded: "neutral",
  mended: "neutral",
};

export const reviewReasons: Words<QuarantineReason> = {
  suspended: () => m["sync.reason.suspended"](),
  "device-lost": () => m["sync.reason.deviceLost"](),
  "scope-lost": () => m["sync.reason.scopeLost"](),
  outdated: () => m["sync.reason.outdated"](),
  "not-known": () => m["sync.reason.notKnown"](),
  conflict: () => m["sync.reason.conflict"](),
};

/** What the phone is called: by its own name, else by its owner. */
export function nameOfDevice({ label, accountName }: DeviceRow): string {
  return label === "" ? m["sync.device.of"]({ name: accountName }) : label;
}
