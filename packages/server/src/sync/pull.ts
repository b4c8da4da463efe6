/** What phones may hold: the caller's own part of the town, compared range by range. */
import { createHash } from "node:crypto";
import type { PulledRecord } from "@lianfang/core/kernel/pulled.ts";
import { type PullAnswer, PullRequest, protocolVersion } from "@lianfang/core/sync/protocol.ts";
import { differences } from "@lianfang/core/sync/ranges.ts";
import { scopeSeenAfter } from "@lianfang/core/sync/rules.ts";
import type { PublicContext } from "../kernel/context.ts";
import { admitted, publicContext } from "../kernel/endpoint/admission.ts";
import type { EndpointParts } from "../kernel/endpoint/endpoint.ts";
import type { CallContext } from "../kernel/endpoint/transport.ts";
import type { Pullable } from "../kernel/pull.ts";
import type { SignedIn } from "../kernel/session/session.ts";
import { deviceStore } from "./device-store.ts";
import { parsed } from "./push.ts";
import { contactWith, type Sender, senderOf } from "./sender.ts";

/** About so many records go into one answer. */
const mostRecords = 500;
const readAtOnce = 500;

/** @throws Problem `kernel.invalid`, `kernel.unauthenticated`, `sync.deviceOfAnother` */
export async function pull(
  parts: EndpointParts,
  pulls: readonly Pullable[],
  body: unknown,
  call: CallContext,
): Promise<PullAnswer> {
  const request = parsed(PullRequest, body);
  const { device } = request;
  const open = { ...publicContext(parts.kernel, call), device: device.id };
  const sender = await senderOf(open, device);
  const { contact } = await contactWith(open, sender, device);
  const isOutdated = device.protocol < protocolVersion;
  if (!sender.isWelcome || isOutdated) return { ...contact, sets: [] };
  await noteScope(open, sender);
  const { sets, next, isBehind } = await compared(open, sender.signedIn, pulls, request);
  return { ...contact, update: contact.update || isBehind, sets, next };
}

async function noteScope({ db, now }: PublicContext, sender: Sender): Promise<void> {
  if (!sender.isWelcome) return;
  const { device, signedIn } = sender;
  const seen = scopeSeenAfter(device.scopeSeen, signedIn, now);
  if (seen) await deviceStore(db, device.townId).noteScope(device.deviceId, seen);
}

interface Compared {
  sets: PullAnswer["sets"];
  next?: PullAnswer["next"];
  /** The phone knows a set in a form that is no longer given. */
  isBehind: boolean;
}

async function compared(
  open: PublicContext,
  signedIn: SignedIn,
  pulls: readonly Pullable[],
  { sets: asked, from }: PullRequest,
): Promise<Compared> {
  const sets: PullAnswer["sets"] = [];
  let isBehind = false;
  let left = mostRecords;
  const start = from
    ? Math.max(
        0,
        asked.findIndex(({ name }) => name === from.name),
      )
    : 0;
  for (const { name, version, ranges } of asked.slice(start)) {
    const pullable = pulls.find((each) => each.name === name);
    isBehind ||= pullable?.version !== version;
    if (pullable?.version !== version) continue;
    if (left <= 0) return { sets, next: { name, after: "" }, isBehind };
    const { records, isCapped } = await readAll(open, signedIn, pullable);
    const after = from?.name === name ? from.after : "";
    const { changes, reached } = differences(records, ranges, digestOf, after, left);
    sets.push({ name, changes, isCapped, keepHours: pullable.keepHours });
    left -= changes.reduce((sum, change) => sum + Math.max(1, change.records.length), 0);
    if (reached !== undefined) return { sets, next: { name, after: reached }, isBehind };
  }
  return { sets, isBehind };
}

/** Whoever may hold none of it is shown none of it: what they held is gone for them. */
async function readAll(
  open: PublicContext,
  signedIn: SignedIn,
  { access, most, read }: Pullable,
): Promise<{ records: PulledRecord[]; isCapped: boolean }> {
  const context = contextFor(open, signedIn, access);
  if (!context) return { records: [], isCapped: false };
  const records: PulledRecord[] = [];
  while (records.length <= most) {
    const limit = Math.min(readAtOnce, most + 1 - records.length);
    const page = await read(context, records.at(-1)?.key ?? "", limit);
    records.push(...page);
    if (page.length < limit) break;
  }
  return { records: records.slice(0, most), isCapped: records.length > most };
}

function contextFor(open: PublicContext, signedIn: SignedIn, access: Pullable["access"]) {
  try {
    return admitted(access, open, signedIn);
  } catch {
    return undefined;
  }
}

function digestOf(records: readonly PulledRecord[]): string {
  const hash = createHash("sha256");
  for (const { key, content } of records) hash.update(JSON.stringify([key, content])).update("\n");
  return hash.digest("base64url").slice(0, 32);
}
