import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import { problems, type syncContract } from "@lianfang/core/sync/contract.ts";
import { WipedRequest } from "@lianfang/core/sync/protocol.ts";
import type { EndpointParts } from "../kernel/endpoint/endpoint.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import type { PlainRoute } from "../kernel/endpoint/plain-route.ts";
import type { Pullable } from "../kernel/pull.ts";
import { deviceStore, devicesNamed, opens } from "./device-store.ts";
import { historyStore } from "./history-store.ts";
import { syncLists } from "./list-store.ts";
import { pull } from "./pull.ts";
import { parsed, push } from "./push.ts";
import { applyQuarantined, discardQuarantined, quarantined } from "./review.ts";

type Routes = Handlers<typeof syncContract>;

export const syncRoutes = (parts: EndpointParts): Routes => ({
  devices: async (input, context) => syncLists(context).devices(input),
  reportLost,
  quarantine: async (input, context) => syncLists(context).records(input),
  quarantined,
  applyQuarantined: applyQuarantined(parts),
  discardQuarantined,
  beginBackup,
  finishBackup,
  declareRestored,
});

/** The phones' own doors: over the same commands, beside the router, which is slower. */
export const phoneDoors = (parts: EndpointParts, pulls: readonly Pullable[]): PlainRoute[] => [
  { path: "/api/sync/push", handle: (body, call) => push(parts, body, call) },
  { path: "/api/sync/pull", handle: (body, call) => pull(parts, pulls, body, call) },
  { path: "/api/sync/wiped", handle: (body) => wiped(parts, body) },
];

async function wiped({ kernel: { db, clock } }: EndpointParts, body: unknown) {
  const { device } = parsed(WipedRequest, body);
  const held = (await devicesNamed(db, device.id)).find((each) => opens(each, device.key));
  if (!held) throw kernelProblems.unauthenticated();
  await deviceStore(db, held.townId).noteWiped(device.id, clock.now());
  return {};
}

const reportLost: Routes["reportLost"] = async ({ deviceId }, context) => {
  const { db, town, actor, now } = context;
  const by = actor.is === "account" ? actor.accountId : undefined;
  const isNew = await deviceStore(db, town.townId).lose(deviceId, by, now);
  if (isNew === undefined) throw problems.deviceNotFound();
  if (!isNew) throw problems.deviceIsLost();
  context.about({ kind: "device", ids: [deviceId] });
  return {};
};

const beginBackup: Routes["beginBackup"] = async (_input, context) => {
  await historyStore(context.db, context.town.townId).beginBackup(context.now);
  context.about({ kind: "town", ids: [context.town.townId] });
  return {};
};

const finishBackup: Routes["finishBackup"] = async (_input, context) => {
  const finished = await historyStore(context.db, context.town.townId).finishBackup();
  if (!finished) throw problems.backupNotBegun();
  context.about({ kind: "town", ids: [context.town.townId] });
  return finished;
};

const declareRestored: Routes["declareRestored"] = async (_input, context) => {
  await historyStore(context.db, context.town.townId).beginAnew();
  context.about({ kind: "town", ids: [context.town.townId] });
  return {};
};
