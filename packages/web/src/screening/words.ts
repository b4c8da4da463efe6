/** The closed lists of screening in words. */
import type { Door, Transport } from "@lianfang/core/screening/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import type { z } from "zod";

export const doors: Record<z.infer<typeof Door>, () => string> = {
  "door-knock": () => m["screening.door.doorKnock"](),
  "self-report": () => m["screening.door.selfReport"](),
  checkpoint: () => m["screening.door.checkpoint"](),
  "county-list": () => m["screening.door.countyList"](),
  tip: () => m["screening.door.tip"](),
};

export const transports: Record<z.infer<typeof Transport>, () => string> = {
  train: () => m["screening.transport.train"](),
  plane: () => m["screening.transport.plane"](),
  coach: () => m["screening.transport.coach"](),
  car: () => m["screening.transport.car"](),
  boat: () => m["screening.transport.boat"](),
  other: () => m["screening.transport.other"](),
};
