/** What a seed's phones and town are at a moment, and what people meant to keep. */
import type { Chance } from "./chance.ts";
import type { Device } from "./device.ts";
import type { Stage } from "./towns.ts";

/** A record somebody meant to keep. */
export interface Saved {
  id: string;
  device: Device;
  orderId: string;
  celsius: number;
  takenAt: string;
  /** About an order the phone was shown. */
  wasHeld: boolean;
  /** Whether saving ended well; undefined while it was cut off. */
  isSafe: boolean | undefined;
  /** Refused once, mended or discarded since: its place in the order says nothing. */
  wasRefused: boolean;
  isGivenUp: boolean;
}

export interface World {
  stage: Stage;
  townId: string;
  chance: Chance;
  devices: Device[];
  saved: Map<string, Saved>;
  /** The areas each account may see now; none while it is suspended. */
  scope: Map<string, readonly ("A" | "B")[]>;
  lost: Set<Device>;
  /** Ids that were acknowledged when the town was put back. */
  putBack: Set<string>;
  wasPutBack: boolean;
  trace: string[];
  /** What was wrong on the way. */
  wrong: string[];
  nowMs: number;
}
