/** The phone with its key in memory: the core on this browser's storage, network, clock and locks. */
import type { Me } from "@lianfang/core/accounts/contract.ts";
import { openPhone, type SyncReport } from "@lianfang/core/sync/phone/phone.ts";
import { v7 as newId } from "uuid";
import { setSkew } from "../../kernel/field/clock.ts";
import { keepDrafts } from "../../kernel/field/draft.ts";
import type { FieldPhone, Network, PhoneStatus } from "../../kernel/field/phone.ts";
import type { FieldDatabase } from "./database.ts";
import { appOf, knownSets } from "./device.ts";
import { mirrorOf } from "./mirror.ts";
import { currentProof, send, setProof, whoAmI } from "./network.ts";
import { sealerWith } from "./sealing.ts";
import { openStore } from "./store.ts";
import { startSyncLoop } from "./sync-loop.ts";

/** Why the phone is no longer open. */
export type Closing = "locked" | "signed-out" | "wiped";

export interface UnlockedParts {
  database: FieldDatabase;
  key: CryptoKey;
  /** As just read from the server; otherwise as it was kept. */
  me?: Me | undefined;
  label: string;
  onClose(why: Closing): void;
}

const profile = "me";
const session = "session";
/** Tells the other tabs that something has changed. */
const channelName = "lianfang-field";

/** @throws when the profile can't be read with this key */
export async function openUnlocked(parts: UnlockedParts): Promise<FieldPhone> {
  const { database, key, label } = parts;
  const channel = new BroadcastChannel(channelName);
  const store = openStore(database, sealerWith(key), () => {
    channel.postMessage("changed");
    void mirror.refresh();
  });
  const mirror = mirrorOf(store);
  const keepSession = () => store.keep(session, currentProof());
  const takeSession = async () => setProof((await store.kept(session)) as string | undefined);
  if (parts.me) await Promise.all([store.keep(profile, parts.me), keepSession()]);
  else await takeSession();
  // Sealed by this very app under this very key.
  let me = parts.me ?? ((await store.kept(profile)) as Me);
  const phone = openPhone({
    store,
    send,
    exclusively: (work) =>
      navigator.locks.request("lianfang-field-sync", { ifAvailable: true }, async (lock) =>
        lock ? work() : undefined,
      ),
    now: Date.now,
    random: Math.random,
    newId,
    owner: me.accountId,
    app: appOf(label),
    sets: knownSets(),
  });
  await phone.tidy();
  await mirror.refresh();
  setSkew(mirror.status().skewMs);

  let isClosed = false;
  const close = (why: Closing) => {
    if (isClosed) return;
    isClosed = true;
    loop.stop();
    channel.close();
    if (why === "locked") setProof(undefined);
    parts.onClose(why);
  };
  channel.onmessage = async () => {
    await mirror.refresh();
    // Emptied by another tab, which now deletes the whole: this page begins anew with it.
    if (mirror.owner() !== undefined) await takeSession();
  };
  const afterContact = async (report: SyncReport) => {
    if (isClosed) return;
    await mirror.refresh();
    setSkew(mirror.status().skewMs);
    mirror.note({ isSyncing: false, ...standingAfter(report) });
    if (mirror.owner() === undefined) return close("wiped");
    if (report.stopped === undefined) await readMe();
    else await phone.tidy();
  };
  const readMe = async () => {
    const now = await whoAmI();
    if (!now || now.accountId !== me.accountId || isClosed) return;
    me = now;
    await store.keep(profile, now);
  };
  const loop = startSyncLoop({
    phone,
    onBegin: () => mirror.note({ isSyncing: true }),
    onEnd: afterContact,
  });
  /** What was saved is shown before the hand goes on. */
  const andShown = async <Result>(work: Promise<Result>): Promise<Result> => {
    const result = await work;
    await mirror.refresh();
    loop.soon();
    return result;
  };
  return {
    get me() {
      return me;
    },
    save: (procedure, input) => andShown(phone.save(procedure, input)),
    mend: (id, input) => andShown(phone.mend(id, input)),
    retry: (id) => andShown(phone.retry(id)),
    discard: (id) => andShown(phone.discard(id)),
    sync: () => loop.now(),
    signedIn: keepSession,
    lock: () => void keepDrafts().finally(() => close("locked")),
    async signOut(confirmed) {
      const isDone = await phone.signOut(confirmed);
      if (isDone) close("signed-out");
      return isDone;
    },
    keep: store.keep,
    kept: store.kept,
    subscribe: mirror.subscribe,
    status: mirror.status,
    outbox: mirror.outbox,
    held: mirror.held,
    isCapped: mirror.isCapped,
  };
}

function standingAfter({ stopped }: SyncReport): {
  network?: Network;
  trouble?: PhoneStatus["trouble"];
} {
  switch (stopped) {
    case undefined:
      return { network: "online", trouble: undefined };
    case "offline":
      return { network: "offline", trouble: undefined };
    case "sign-in":
      return { network: "sign-in", trouble: undefined };
    case "busy":
      return {};
    case "later":
    case "too-large":
      return { network: "online", trouble: "later" };
    case "another-owner":
    case "no-room":
      return { network: "online", trouble: stopped };
  }
}
