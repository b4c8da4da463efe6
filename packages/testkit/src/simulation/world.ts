/** What a seed's phones and town are at a moment, and what people meant to keep. */
import type { Chance } from "./chance.ts";
import type { Snapshot } from "./copies.ts";
import type { Circumstances, Device, Path } from "./device.ts";
import type { Entry } from "./records.ts";
import type { Place, Stage, Worker } from "./towns.ts";

/** A record somebody meant to keep. */
export interface Saved {
  id: string;
  device: Device;
  entry: Entry;
  /** About somebody or something the phone was shown. */
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
  /** Where each account may look now; nowhere while it is suspended. */
  scope: Map<string, readonly Place[]>;
  /** Ids that were acknowledged when the town was put back. */
  putBack: Set<string>;
  wasPutBack: boolean;
  /** Put back, and somebody has said so since. */
  isDeclared: boolean;
  /** Crossings the office found to be another's double. */
  doubles: Set<string>;
  trace: string[];
  /** What was wrong on the way. */
  wrong: string[];
  nowMs: number;
}

/** A request that stalled in the network, and arrives whatever has happened since. */
export interface Late {
  path: Path;
  body: string;
  token: string;
}

/** A world in motion: what is under way, and how phones meet it. */
export interface Going {
  world: World;
  circumstances: Circumstances;
  late: Late[];
  backup: { begun?: Snapshot; done?: Snapshot };
}

export const isActive = ({ scope }: World, { account }: Device): boolean =>
  (scope.get(account.accountId) ?? []).length > 0;

export function workerOf({ workers }: Stage, device: Device): Worker {
  const worker = workers.find(({ accountId }) => accountId === device.account.accountId);
  if (!worker) throw new Error("a phone of nobody");
  return worker;
}
