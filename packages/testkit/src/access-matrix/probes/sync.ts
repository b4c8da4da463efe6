import { syncContract } from "@lianfang/core/sync/contract.ts";
import { deviceStore } from "@lianfang/server/sync/device-store.ts";
import { quarantineStore } from "@lianfang/server/sync/quarantine-store.ts";
import { v7 as uuidv7 } from "uuid";
import { probesFor } from "../probe.ts";

interface Records {
  deviceId: string;
  recordId: string;
}

const happenedAt = "2020-02-05T03:00:00.000Z";

export const probes = probesFor(syncContract)<Records>({
  async prepare({ townId, name }, director, _before, { kernel }) {
    const { accountId } = await director.accounts.me({});
    const now = kernel.clock.now();
    const deviceId = uuidv7();
    const recordId = uuidv7();
    const news = {
      label: name,
      appVersion: "1",
      protocol: 1,
      lastSeenAt: now,
      skewMs: 0,
      unsent: 0,
    };
    await deviceStore(kernel.db, townId).register(deviceId, accountId, Buffer.alloc(32), news);
    const vault = await kernel.vaults.of(kernel.db, townId);
    await quarantineStore(kernel.db, townId).keep([
      {
        recordId,
        deviceId,
        accountId,
        procedure: "observation.recordReading",
        digest: Buffer.alloc(32),
        sealedInput: vault.seal("outbox", JSON.stringify({ celsius: 36.5, takenAt: happenedAt })),
        happenedAt,
        receivedAt: now,
        reason: "scope-lost",
      },
    ]);
    return { deviceId, recordId };
  },
  probes: {
    devices: {
      kind: "list",
      input: { limit: 200 },
      shows: ({ rows }, { records }) => rows.some(({ deviceId }) => deviceId === records.deviceId),
    },
    reportLost: { kind: "aimed", input: ({ records: { deviceId } }) => ({ deviceId }) },
    quarantine: {
      kind: "list",
      input: { limit: 200 },
      shows: ({ rows }, { records }) => rows.some(({ recordId }) => recordId === records.recordId),
    },
    quarantined: { kind: "aimed", input: ({ records: { recordId } }) => ({ recordId }) },
    applyQuarantined: {
      kind: "aimed",
      input: ({ records: { recordId } }) => ({ recordId }),
      ends: "sync.recordNotReadable",
    },
    discardQuarantined: {
      kind: "aimed",
      input: ({ records: { recordId } }) => ({ recordId, reason: "重复登记" }),
    },
    beginBackup: { kind: "plain", input: () => ({}) },
    finishBackup: { kind: "plain", input: () => ({}), ends: "sync.backupNotBegun" },
    declareRestored: { kind: "plain", input: () => ({}) },
  },
});
