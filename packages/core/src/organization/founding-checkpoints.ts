/** The checkpoints a town file founds: those it names, and as many more as it counts. */
import type { PlannedArea } from "./founding-areas.ts";
import type { NamedCheckpoint, TownFile } from "./town-file.ts";

export interface PlannedCheckpoint {
  /** Names the checkpoint within the plan; the server makes the ids. */
  key: string;
  areaKey: string;
  kind: "road" | "village-entrance" | "ferry-pier" | "government-gate" | "building";
  name: string;
  nameEn: string;
  place?: string;
  location?: { lon: number; lat: number };
  posts: number;
  /** People needed for all shifts of a day. */
  guardsNeeded: number;
  /** When it is manned; day and night when absent. */
  hours?: { from: string; to: string };
  /** A number given at founding, to be replaced by the name. */
  isNumbered: boolean;
}

const usualKind = "road";

function kindOf(written: NamedCheckpoint["kind"]): PlannedCheckpoint["kind"] {
  switch (written) {
    case "village entrance":
      return "village-entrance";
    case "ferry pier":
      return "ferry-pier";
    case "government gate":
      return "government-gate";
    default:
      return written;
  }
}

/** Where a named one stands: where its file says, or in the village whose name it bears. */
function areaKeyOf({ area, zh }: NamedCheckpoint, areas: readonly PlannedArea[]): string {
  return areas.find(({ name }) => name === (area ?? zh))?.key ?? "town";
}

function named(
  checkpoint: NamedCheckpoint,
  at: number,
  areas: readonly PlannedArea[],
): PlannedCheckpoint {
  const { zh, en, place, location, hours, posts = 1, guards = 0 } = checkpoint;
  return {
    key: `checkpoint-${at + 1}`,
    areaKey: areaKeyOf(checkpoint, areas),
    kind: kindOf(checkpoint.kind),
    name: zh,
    nameEn: en ?? zh,
    ...(place && { place }),
    ...(location && { location }),
    posts,
    guardsNeeded: guards,
    ...(hours && { hours }),
    isNumbered: false,
  };
}

type Counted = NonNullable<NonNullable<TownFile["checkpoints"]>["numbered"]>[number];

/** So many, on the town's own ground until somebody says where; people shared so that the sum stays. */
function numbered(
  { count, kind = usualKind, hours, posts = 1, guards = 0 }: Counted,
  before: number,
): PlannedCheckpoint[] {
  return Array.from({ length: count }, (_, at) => {
    const number = before + at + 1;
    return {
      key: `checkpoint-numbered-${number}`,
      areaKey: "town",
      kind: kindOf(kind),
      name: `第${number}卡口`,
      nameEn: `Checkpoint ${number}`,
      posts,
      guardsNeeded: Math.floor(guards / count) + (at < guards % count ? 1 : 0),
      ...(hours && { hours }),
      isNumbered: true,
    };
  });
}

/** Named ones first, then the numbered ones, numbered through. */
export function plannedCheckpoints(
  { checkpoints }: TownFile,
  areas: readonly PlannedArea[],
): PlannedCheckpoint[] {
  const some = (checkpoints?.named ?? []).map((one, at) => named(one, at, areas));
  const others: PlannedCheckpoint[] = [];
  for (const counted of checkpoints?.numbered ?? [])
    others.push(...numbered(counted, others.length));
  return [...some, ...others];
}
