/**
 * A town for each seed: one is founded and staffed through the API, and copied. So a town can also be
 * put back to yesterday by itself, though all are in one database.
 */
import { addMinutes } from "@lianfang/core/kernel/time.ts";
import { cardText } from "@lianfang/server/checkpoints/pass-card-text.ts";
import { holderOf } from "@lianfang/server/checkpoints/pass-holder.ts";
import { openSession } from "@lianfang/server/kernel/session/session.ts";
import { townById } from "@lianfang/server/kernel/session/town.ts";
import { sql } from "kysely";
import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { startApplication, type TestApplication } from "../application.ts";
import { setUpCheckpoint } from "../at-checkpoints.ts";
import { answerFor, observe } from "../observed.ts";
import { issueNumbers } from "../people/numbers.ts";
import { foundTestTown, type TestTown, write } from "../town.ts";
import { columnsOf, copyTown, putBack, type Snapshot, snapshot } from "./copies.ts";

/** Where somebody may look: two villages, and checkpoints, of which two stand in village A. */
export type Area = "A" | "B";
export type Post = "bridge" | "pier" | "gate";
export type Place = Area | Post;

export const isArea = (place: Place): place is Area => place === "A" || place === "B";
export const isPost = (place: Place): place is Post => !isArea(place);

export interface Worker {
  accountId: string;
  userName: string;
  role: "grid-worker" | "checkpoint-guard";
  home: Place;
}

/** A person's pass, as its QR code says it. */
export interface Card {
  serial: number;
  text: string;
}

export interface Stage {
  application: TestApplication;
  template: TestTown;
  workers: readonly Worker[];
  /** What a role there is granted on. */
  scopes: Readonly<Record<Place, { scopeKind: "area" | "checkpoint"; scopeId: string }>>;
  /** Orders by the area they are in. */
  orders: Readonly<Record<Area, readonly string[]>>;
  /** The cards of a copy; each town signs with its own key. */
  cardsOf(townId: string): Card[];
  /** Seals a copy's holders anew, with its own key as well: the template's opens nothing there. */
  sealHolders(townId: string): Promise<void>;
  /** Copies of the template, each to be used once. */
  copies(count: number): Promise<string[]>;
  /** The state of what phones write, of one town. */
  snapshot(townId: string): Promise<Snapshot>;
  /** Puts it back, around all rules, as whoever copies files does. */
  putBack(townId: string, snapshot: Snapshot): Promise<void>;
  signIn(townId: string, worker: Worker): Promise<string>;
  close(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const application = await startApplication({ at: "2020-02-05T04:00:00.000Z" });
  const template = await foundTestTown(application);
  const { townId } = template;
  const scopes = await placesIn(template);
  const orders = await ordersIn(template);
  const workers = await hire(template, scopes);
  const cards = await issueCards(application, template);
  const around = new pg.Pool({ ...application.superuser, max: 4 });
  around.on("error", () => {});
  const columns = await columnsOf(around);
  const { kernel } = application.app;
  return {
    application,
    template,
    workers,
    scopes,
    orders,
    ...cards,
    async copies(count) {
      const townIds = Array.from({ length: count }, () => uuidv7());
      await copyTown(around, columns, townId, townIds);
      return townIds;
    },
    snapshot: (id) => snapshot(around, id),
    putBack: (id, snapshot) => putBack(around, columns, id, snapshot),
    async signIn(id, { accountId }) {
      const account = { townId: id, accountId };
      return openSession(kernel.db, account, addMinutes(kernel.clock.now(), 0));
    },
    async close() {
      await around.end();
      await application.close();
    },
  };
}

async function placesIn({ areas, director }: TestTown): Promise<Stage["scopes"]> {
  const area = (scopeId: string) => ({ scopeKind: "area" as const, scopeId });
  const post = async (areaId: string, name: string) => {
    const scopeId = await setUpCheckpoint(director, areaId, name);
    return { scopeKind: "checkpoint" as const, scopeId };
  };
  return {
    A: area(areas.villageA),
    B: area(areas.villageB),
    bridge: await post(areas.villageA, "柳林桥头"),
    pier: await post(areas.villageA, "渡口码头"),
    gate: await post(areas.villageB, "石桥村口"),
  };
}

async function ordersIn(template: TestTown): Promise<Stage["orders"]> {
  const { areas, director } = template;
  await answerFor(template, areas.villageA);
  await answerFor(template, areas.villageB);
  const orders: Record<Area, string[]> = { A: [], B: [] };
  for (let at = 0; at < 3; at += 1) {
    orders.A.push((await observe(director, areas.villageA)).orderId);
    orders.B.push((await observe(director, areas.villageB)).orderId);
  }
  return orders;
}

/** Two guards stand at one checkpoint. */
const homes: readonly Place[] = ["A", "bridge", "bridge", "B", "gate"];

async function hire(template: TestTown, scopes: Stage["scopes"]): Promise<Worker[]> {
  const workers: Worker[] = [];
  for (const home of homes) {
    const { scopeId } = scopes[home];
    const role = isPost(home) ? "checkpoint-guard" : "grid-worker";
    const scope = isPost(home) ? { checkpointId: scopeId } : { areaId: scopeId };
    const { accountId, userName } = await (await template.as(role, scope)).call.accounts.me({});
    workers.push({ accountId, userName, role, home });
  }
  return workers;
}

/** Issued through the API; the cards of a copy are made anew, as they always are, with its own key. */
async function issueCards({ app: { kernel } }: TestApplication, town: TestTown) {
  const { checkpoints } = town.director.call;
  const days = { validFrom: "2020-02-01", validUntil: "2020-03-01" };
  const numbers = issueNumbers();
  const passIds: string[] = [];
  for (const holderName of ["张三", "李四", "王五"]) {
    const identityNumber = numbers.identityNumber("1975-08-09", "male");
    const holder = { kind: "person" as const, holderName, identityNumber };
    const fields = { ...holder, areaId: town.areas.villageA, ...days };
    passIds.push((await checkpoints.applyForPass({ ...write(), ...fields })).passId);
  }
  await checkpoints.issuePasses({ ...write(), passIds });
  const passes = await kernel.db
    .selectFrom("checkpoint_pass")
    .selectAll()
    .where("town_id", "=", town.townId)
    .where("pass_id", "in", passIds)
    .execute();
  const vault = await kernel.vaults.of(kernel.db, town.townId);
  const original = await townById(kernel.db, town.townId);
  if (!original) throw new Error("the template is gone");
  return {
    cardsOf: (townId: string): Card[] =>
      passes.flatMap((pass) => {
        const text = cardText(pass, { kernel, town: { ...original, townId } }, vault);
        return text && pass.serial !== null ? [{ serial: pass.serial, text }] : [];
      }),
    async sealHolders(townId: string): Promise<void> {
      const own = await kernel.vaults.of(kernel.db, townId);
      const sealed = passes.map((pass) =>
        own.seal("identity-number", holderOf(pass, vault) ?? "").toString("hex"),
      );
      await sql`
        update checkpoint_pass set identity = decode(sealed, 'hex')
        from unnest(${passes.map(({ pass_id }) => pass_id)}::uuid[], ${sealed}::text[])
          as given (id, sealed)
        where town_id = ${townId} and pass_id = given.id`.execute(kernel.db);
    },
  };
}
