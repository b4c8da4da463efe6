import { type commandContract, problems } from "@lianfang/core/command/contract.ts";
import { cutOffOf } from "@lianfang/core/command/rules.ts";
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import type { CommandContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { digestOf } from "../kernel/journal/journal.ts";
import { sealWithin } from "../kernel/journal/seal.ts";
import { contentOf, countDay, remarksFrom } from "./content.ts";
import { clockOf } from "./counting.ts";
import { type BulletinEntry, bulletinStore } from "./store.ts";

type Routes = Handlers<typeof commandContract>;

/** Names what the digest of a bulletin is of. */
export const bulletinDigestName = "command.bulletin";

export const compose: Routes["compose"] = async (input, context) => {
  const { id: bulletinId, town, now, about } = context;
  const { day } = input;
  const cutOffAt = cutOffOf(day, input.cutOffAt, clockOf(town), now);
  const store = bulletinStore(context);
  await store.queue();
  const there = await store.of(day);
  if (there) throw problems.bulletinExists({ bulletinId: there.bulletin_id });
  const remarks = remarksFrom(context, await countDay(context, day, cutOffAt));
  await store.insert({ bulletinId, day, cutOffAt, remarks });
  about({ kind: "bulletin", ids: [bulletinId], details: { day, cutOffAt } });
  return { bulletinId };
};

export const editRemarks: Routes["editRemarks"] = async (input, context) => {
  const { town, now, about } = context;
  const entry = await heldDraft(context, input);
  const cutOffAt = input.cutOffAt
    ? cutOffOf(entry.day, input.cutOffAt, clockOf(town), now)
    : entry.cut_off_at;
  const isDrafted = entry.is_drafted && !input.remarks;
  const remarks = isDrafted
    ? remarksFrom(context, await countDay(context, entry.day, cutOffAt))
    : (input.remarks ?? remarksOf(entry));
  await bulletinStore(context).change(input.bulletinId, { cutOffAt, remarks, isDrafted });
  about({ kind: "bulletin", ids: [input.bulletinId], details: { day: entry.day, cutOffAt } });
  return { revision: entry.revision + 1 };
};

export const issueBulletin: Routes["issueBulletin"] = async (input, context) => {
  const { db, town, now, kernel, actor, about } = context;
  const journalHead = await sealWithin(db, town.townId, kernel.keys, now);
  const store = bulletinStore(context);
  await store.queue();
  const entry = await heldDraft(context, input);
  if (entry.cut_off_at > now) throw problems.cutOffInFuture();
  const count = await countDay(context, entry.day, entry.cut_off_at);
  const issueNumber = await store.nextNumber();
  const isPerson = actor.is === "account";
  const issuedBy = isPerson ? actor.displayName : undefined;
  const content = contentOf(
    context,
    count,
    { issueNumber, remarks: remarksOf(entry) },
    { issuedAt: now, issuedBy, journalHead },
  );
  const digest = await digestOf(bulletinDigestName, content);
  await store.issue(input.bulletinId, {
    content,
    digest,
    issuedBy: isPerson ? actor.accountId : undefined,
  });
  const proof = { day: entry.day, issueNumber, digest: digest.toString("hex") };
  about({ kind: "bulletin", ids: [input.bulletinId], details: proof });
  return { digest: proof.digest };
};

/** The draft as its editor saw it, for a change. */
async function heldDraft(
  context: CommandContext,
  { bulletinId, revision }: { bulletinId: string; revision: number },
): Promise<BulletinEntry> {
  const entry = await bulletinStore(context).hold(bulletinId);
  if (!entry) throw problems.bulletinNotFound();
  if (entry.state === "issued") throw problems.bulletinIssued();
  if (entry.revision !== revision) throw kernelProblems.changedMeanwhile();
  return entry;
}

function remarksOf(entry: BulletinEntry) {
  return { zh: entry.remarks_zh, en: entry.remarks_en };
}
