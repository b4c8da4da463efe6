/** The same done to many records of the register in one write: looked at before, taken back as a whole. */
import { townDay } from "@lianfang/core/kernel/time.ts";
import {
  type BulkRefusal,
  bulkVerdict,
  mostAtOnce,
  targetOf,
} from "@lianfang/core/registry/bulk.ts";
import type { BulkChange } from "@lianfang/core/registry/bulk-contract.ts";
import type { registryContract } from "@lianfang/core/registry/contract.ts";
import { type StateSince, stateAfter } from "@lianfang/core/registry/premises-rules.ts";
import { problems } from "@lianfang/core/registry/problems.ts";
import type { CommandContext, QueryContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { boundAmong } from "../kernel/ties.ts";
import { demandLevel, demandServing } from "../organization/responsibility-commands.ts";
import { assignmentStore, responsibilityStore } from "../organization/responsibility-store.ts";
import {
  bulkChanges,
  bulkStore,
  type Candidate,
  type Reading,
  targetsAmong,
} from "./bulk-store.ts";
import { isHabitable } from "./store.ts";
import { undoWrite } from "./undo.ts";

type Routes = Handlers<typeof registryContract>;

interface Plan {
  changing: readonly Candidate[];
  same: number;
  replaced: number;
  refused: ReadonlyMap<BulkRefusal, readonly Candidate[]>;
}

/** So many are told by name of those that can't be changed. */
const mostNamed = 5;

export const previewBulk: Routes["previewBulk"] = async ({ bulk }, context) => {
  const plan = await planOf(context, bulk, false);
  const refused = [...plan.refused].map(([why, them]) => ({
    why,
    count: them.length,
    some: them.slice(0, mostNamed).map(({ subjectId, name }) => ({ subjectId, name })),
  }));
  return { changed: plan.changing.length, same: plan.same, replaced: plan.replaced, refused };
};

export const changeBulk: Routes["changeBulk"] = async ({ bulk }, context) => {
  const plan = await planOf(context, bulk, true);
  const ids = plan.changing.map(({ subjectId }) => subjectId);
  if (ids.length > 0) await make(context, bulk, plan.changing);
  const refused = [...plan.refused.values()].reduce((sum, them) => sum + them.length, 0);
  const { of: kind, change } = bulk;
  const changed = ids.length;
  context.about({
    kind,
    ids,
    areaId: onlyArea(plan.changing),
    details: { do: change.do, changed, same: plan.same, refused },
  });
  return { writeId: context.id, changed, same: plan.same, replaced: plan.replaced, refused };
};

/** Names come off as well as fields go back. */
export const undoBulk: Routes["undoBulk"] = async ({ writeId }, context) => {
  const store = bulkStore(context);
  if ((await store.entryOf(writeId)) !== "registry.records.changed") {
    throw problems.recordNotFound();
  }
  const records = await undoWrite(context, writeId);
  const names = await assignmentStore(context).takeBack(writeId, store.reached());
  const restored = records + names.ended;
  if (restored === 0) throw problems.recordNotFound();
  context.about({ kind: "records", ids: [writeId], details: { restored } });
  return { restored };
};

async function planOf(context: QueryContext, bulk: BulkChange, isHeld: boolean): Promise<Plan> {
  await demandPossible(context, bulk);
  const found = await candidates(context, bulk, { limit: mostAtOnce + 1, isHeld });
  if (bulk.only && found.length < new Set(bulk.only).size) throw problems.recordNotFound();
  if (found.length > mostAtOnce) throw problems.tooManyRecords({ atMost: mostAtOnce });
  const ids = found.map(({ subjectId }) => subjectId);
  const { change } = bulk;
  const bound =
    bulk.of === "resident" && change.do === "remove"
      ? await boundAmong(context, ids)
      : new Set<string>();
  const named =
    change.do === "name"
      ? await responsibilityStore(context).namedAt(targetOf[bulk.of], ids, change.level)
      : new Map<string, string>();
  const isNamed = (id: string) => change.do === "name" && named.get(id) === change.staffId;
  const verdicts = Map.groupBy(found, (one) =>
    bulkVerdict(
      {
        ...one,
        isSame: one.isSame || isNamed(one.subjectId),
        isBound: bound.has(one.subjectId),
      },
      change.do,
    ),
  );
  const changing = verdicts.get("changes") ?? [];
  const same = verdicts.get("same")?.length ?? 0;
  const refused = new Map(
    [...verdicts].flatMap(([why, them]) =>
      why === "changes" || why === "same" ? [] : [[why, them] as const],
    ),
  );
  const replaced = changing.filter(({ subjectId }) => named.has(subjectId)).length;
  return { changing, same, replaced, refused };
}

/** What is wrong with the change itself, whatever the records. */
async function demandPossible(context: QueryContext, { change }: BulkChange): Promise<void> {
  if (change.do === "name") {
    await demandServing(change.staffId, context);
    await demandLevel(change.level, context);
  }
  if (change.do === "move" && !(await isHabitable(context, change.areaId)))
    throw problems.areaNotFound();
}

/** The state premises come into; of other changes it says nothing. */
function stateOf(context: QueryContext, { change }: BulkChange): StateSince {
  const asUsual = { state: "open", stateSince: null } as const;
  if (change.do !== "state") return asUsual;
  return stateAfter(asUsual, change, townDay(context.now, context.town.timeZone));
}

function candidates(context: QueryContext, bulk: BulkChange, how: Reading): Promise<Candidate[]> {
  const store = bulkStore(context);
  switch (bulk.of) {
    case "resident": {
      const { of: _, change, ...picked } = bulk;
      return store.residents(picked, change, how);
    }
    case "household": {
      const { of: _, change, ...picked } = bulk;
      return store.households(picked, change, how);
    }
    case "premises": {
      const { of: _, change, ...picked } = bulk;
      return store.premises(picked, { change, after: stateOf(context, bulk) }, how);
    }
  }
}

async function make(
  context: CommandContext,
  bulk: BulkChange,
  them: readonly Candidate[],
): Promise<void> {
  const { of: kind, change } = bulk;
  const ids = them.map(({ subjectId }) => subjectId);
  if (change.do === "name") {
    const targets = targetsAmong(them);
    await assignmentStore(context).assign({ targetKind: targetOf[kind], targets }, change);
    return;
  }
  const changes = bulkChanges(context);
  if (bulk.of === "resident" && bulk.change.do !== "name")
    await changes.residents(ids, bulk.change);
  if (bulk.of === "household" && bulk.change.do !== "name")
    await changes.households(ids, bulk.change);
  if (bulk.of === "premises" && bulk.change.do !== "name")
    await changes.premises(ids, bulk.change, stateOf(context, bulk));
}

function onlyArea(them: readonly Candidate[]): string | undefined {
  const areaIds = new Set(them.map(({ areaId }) => areaId));
  const [areaId] = areaIds.size === 1 ? areaIds : [];
  return areaId;
}
