/** A crossing put right in part: another record that is like the first but for what is changed. */
import { type checkpointsContract, problems } from "@lianfang/core/checkpoints/contract.ts";
import type { CrossingFields, CrossingPerson } from "@lianfang/core/checkpoints/crossing.ts";
import { guards } from "@lianfang/core/checkpoints/crossing-contract.ts";
import type { Handlers, InputOf } from "../kernel/endpoint/handlers.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import { amendmentStore, type WholeLine } from "./crossing-amendment-store.ts";
import { judge, loadFacts } from "./crossing-judging.ts";
import { crossingStore, insertLines } from "./crossing-store.ts";
import { standingOf } from "./standing-store.ts";

type Routes = Handlers<typeof checkpointsContract>;
type Changes = Pick<
  InputOf<(typeof checkpointsContract)["amendCrossing"]>,
  "direction" | "crossedAt" | "plate" | "people"
>;

export const amendCrossing: Routes["amendCrossing"] = async (input, context) => {
  const { id, crossingId, reason, likeId = crossingId } = input;
  const standing = await standingOf(context, guards);
  const store = amendmentStore(context, standing);
  const [line] = await store.wholeLines(crossingId);
  if (!line) throw problems.crossingNotFound();
  if (line.why) throw problems.alreadyCorrected();
  const chain = await store.chain(crossingId);
  const isOfChain = likeId === crossingId || chain.some((step) => step.crossingId === likeId);
  const like = isOfChain ? await store.wholeLines(likeId) : [];
  if (like.length === 0) throw problems.crossingNotFound();

  const vault = await context.kernel.vaults.of(context.db, context.town.townId);
  const call = { crossingId: id, standing, ...changed(like, input, vault) };
  const judged = judge(call, await loadFacts([call], context), context);
  await insertLines(context, judged.lines);
  if (
    !(await crossingStore(context, standing).replace(crossingId, {
      why: "corrected",
      by: id,
      reason,
    }))
  ) {
    throw problems.alreadyCorrected();
  }
  await store.carryFollowUps(crossingId, id);
  const { areaId } = judged;
  context.about({ kind: "crossing", ids: [id, crossingId, line.checkpoint_id], areaId });
  return { crossingId: id, lines: judged.ruled };
};

/** @throws Problem `checkpoints.crossingNotFound` when a line is changed that is not there */
function changed(lines: readonly WholeLine[], changes: Changes, vault: Vault) {
  const people = lines.filter(({ subject }) => subject === "person");
  const itself = lines.find(({ subject }) => subject !== "person");
  const [first] = lines;
  const known = new Set(people.map(({ line }) => line));
  if (!first || changes.people.some(({ line }) => !known.has(line))) {
    throw problems.crossingNotFound();
  }
  const crossing: CrossingFields = {
    checkpointId: first.checkpoint_id,
    direction: changes.direction ?? first.direction,
    crossedAt: changes.crossedAt ?? first.crossed_at,
    device: first.device ?? undefined,
    isInformed: first.is_informed,
    others: itself?.others ?? 0,
    people: people.map((line) => personOf(line, changes, vault)),
    vehicle: vehicleOf(itself, changes, vault),
  };
  // The cards are not there to be read again: what they were found to be stands.
  return { crossing, keptPasses: people.map(({ evidence }) => evidence.pass) };
}

function vehicleOf(
  line: WholeLine | undefined,
  { plate }: Changes,
  vault: Vault,
): CrossingFields["vehicle"] {
  if (!line?.plate || line.subject === "person") return undefined;
  return { kind: line.subject, plate: plate ?? vault.open("plate", line.plate) };
}

function personOf(line: WholeLine, { people }: Changes, vault: Vault): CrossingPerson {
  const { pass: _, ...evidence } = line.evidence;
  const { line: __, ...change } = people.find((each) => each.line === line.line) ?? line;
  const told = "checkpoint_id" in change ? {} : change;
  const opened = (purpose: "identity-number" | "phone" | "itinerary", sealed: Buffer | null) =>
    sealed ? vault.open(purpose, sealed) : undefined;
  const hasOtherOutcome = told.outcome !== undefined && told.outcome !== line.outcome;
  return {
    ...evidence,
    name: told.name ?? line.name ?? undefined,
    identityNumber: told.identityNumber ?? opened("identity-number", line.identity),
    phone: opened("phone", line.phone),
    itinerary: opened("itinerary", line.itinerary),
    originCode: line.origin_code ?? undefined,
    celsius: told.celsius ?? line.celsius ?? undefined,
    steps: line.steps,
    outcome: told.outcome ?? line.outcome,
    // Who answered for letting pass does not answer for holding.
    override: hasOtherOutcome ? undefined : overrideOf(line),
  };
}

function overrideOf({ override_reason: reason, override_by: allowedBy }: WholeLine) {
  return reason && allowedBy ? { reason, allowedBy } : undefined;
}
