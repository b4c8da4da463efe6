import { randomBytes } from "node:crypto";
import { type checkpointsContract, problems } from "@lianfang/core/checkpoints/contract.ts";
import { crossingReaders } from "@lianfang/core/checkpoints/crossing-contract.ts";
import { demandDays, demandPass, type PassFields } from "@lianfang/core/checkpoints/pass.ts";
import { identityOf, plateOf } from "@lianfang/core/checkpoints/rules.ts";
import { covers } from "@lianfang/core/kernel/access.ts";
import { townDay } from "@lianfang/core/kernel/time.ts";
import type { CommandContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import { checkpointStore } from "./checkpoint-store.ts";
import { crossingStore } from "./crossing-store.ts";
import { passStore, type SealedHolder } from "./pass-store.ts";
import { answer } from "./pass-use-store.ts";
import { standingOf } from "./standing-store.ts";

type Routes = Handlers<typeof checkpointsContract>;

const newSalt = () => randomBytes(4);

/** @throws Problem `checkpoints.identityNumberWrong`, `checkpoints.holderMissing` */
function sealHolder(fields: PassFields, vault: Vault, context: CommandContext): SealedHolder {
  const today = townDay(context.now, context.town.timeZone);
  const { kind, householdId } = fields;
  if (kind === "person") {
    const number = identityOf(fields.identityNumber, today);
    if (!number) throw problems.holderMissing();
    return {
      identity: vault.seal("identity-number", number),
      plate: null,
      holderKey: vault.blind("identity-number", number),
    };
  }
  if (kind === "vehicle") {
    const plate = plateOf(fields.plate ?? "");
    return {
      identity: null,
      plate: vault.seal("plate", plate),
      holderKey: vault.blind("plate", plate),
    };
  }
  return {
    identity: null,
    plate: null,
    holderKey: Buffer.from((householdId ?? "").replaceAll("-", ""), "hex"),
  };
}

export const applyForPass: Routes["applyForPass"] = async (input, context) => {
  const { id: passId, happenedAt: _, ...fields } = input;
  const { kernel, db, town, reach } = context;
  demandPass(fields);
  const isArea = await checkpointStore(context, { all: true }).isArea(fields.areaId);
  if (!isArea || !covers(reach, fields.areaId)) throw problems.areaNotFound();
  const sealed = sealHolder(fields, await kernel.vaults.of(db, town.townId), context);
  const store = passStore(context);
  const existing = await store.ofHolder(fields.kind, sealed.holderKey);
  if (existing) throw problems.holderHasPass({ passId: existing });
  await store.insert({ passId, fields, state: "applied", ...sealed });
  context.about({ kind: "pass", ids: [passId], areaId: fields.areaId });
  return { passId };
};

export const issuePasses: Routes["issuePasses"] = async ({ passIds }, context) => {
  const store = passStore(context);
  const wanted = [...new Set(passIds)];
  const held = await store.hold(wanted);
  if (held.length < wanted.length) throw problems.passNotFound();
  if (held.some(({ state }) => state !== "applied")) throw problems.passNotWaiting();
  const first = await store.takeSerials(held.length);
  await store.issue(
    held.map(({ pass_id: passId }, at) => ({ passId, serial: first + at, salt: newSalt() })),
  );
  context.about({ kind: "pass", ids: wanted, details: { count: held.length } });
  return { issued: held.length };
};

async function held(context: CommandContext, passId: string) {
  const store = passStore(context);
  const [pass] = await store.hold([passId]);
  if (!pass) throw problems.passNotFound();
  context.about({ kind: "pass", ids: [passId], areaId: pass.area_id });
  return { store, pass };
}

export const refusePass: Routes["refusePass"] = async ({ passId, reason }, context) => {
  const { store, pass } = await held(context, passId);
  if (pass.state !== "applied") throw problems.passNotWaiting();
  await store.refuse(passId, reason);
  return {};
};

export const renewPass: Routes["renewPass"] = async (input, context) => {
  const { id: newId, passId, validUntil } = input;
  const { store, pass } = await held(context, passId);
  if (!["issued", "lost"].includes(pass.state)) throw problems.passNotIssued();
  const validFrom = townDay(context.now, context.town.timeZone);
  demandDays({ validFrom, validUntil });
  if (pass.state === "issued") await store.end(passId, "renewed");
  const existing = await store.ofHolder(pass.kind, pass.holder_key);
  if (existing) throw problems.holderHasPass({ passId: existing });
  await store.insert({
    passId: newId,
    state: "issued",
    serial: await store.takeSerials(1),
    salt: newSalt(),
    renews: passId,
    identity: pass.identity,
    plate: pass.plate,
    holderKey: pass.holder_key,
    fields: {
      kind: pass.kind,
      areaId: pass.area_id,
      holderName: pass.holder_name,
      residentId: pass.resident_id ?? undefined,
      householdId: pass.household_id ?? undefined,
      everyDays: pass.every_days ?? undefined,
      purpose: pass.purpose ?? undefined,
      validFrom,
      validUntil,
    },
  });
  return { passId: newId };
};

export const reportPassLost: Routes["reportPassLost"] = async ({ passId }, context) => {
  const { store, pass } = await held(context, passId);
  if (pass.state !== "issued") throw problems.passNotIssued();
  await store.end(passId, "lost");
  return {};
};

export const revokePass: Routes["revokePass"] = async ({ passId, reason }, context) => {
  const { store, pass } = await held(context, passId);
  if (pass.state !== "issued") throw problems.passNotIssued();
  await store.end(passId, "revoked", reason);
  return {};
};

export const answerMisuse: Routes["answerMisuse"] = async (input, context) => {
  const { earlierId, laterId, action } = input;
  const store = crossingStore(context, await standingOf(context, crossingReaders));
  const [earlier] = await store.lines(earlierId);
  if (!earlier) throw problems.crossingNotFound();
  if (!(await answer(context, { earlierId, laterId, action }))) throw problems.alreadyFollowedUp();
  context.about({ kind: "crossing", ids: [earlierId, laterId], areaId: earlier.area_id });
  return {};
};
