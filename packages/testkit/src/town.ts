/** A town for tests, founded and staffed through the API, with people in it. */
import type { Grant, Role } from "@lianfang/core/kernel/access.ts";
import { hashOf } from "@lianfang/server/kernel/session/session.ts";
import { foundingCode } from "@lianfang/server/organization/founding.ts";
import { v7 as uuidv7 } from "uuid";
import type { TestApplication, Visitor } from "./application.ts";

export interface TestTownOptions {
  /** How many towns the instance has already: each is founded with a code of its own. */
  townsBefore?: number;
  name?: string;
  era?: "2020" | "2022";
  /** The response's first day; the clock's today when absent. */
  activatedOn?: string;
}

/**
 * The areas of a test town: 柳林村 with two grids, 石桥村 with one, 东街社区 without, and three
 * villages that are numbers yet.
 */
export interface TestAreas {
  town: string;
  /** 柳林村 */
  villageA: string;
  gridA1: string;
  gridA2: string;
  /** 石桥村 */
  villageB: string;
  gridB1: string;
  /** 东街社区 */
  communityC: string;
}

export type Scope = { areaId: string } | { unitId: string } | { checkpointId: string } | "town";

export interface TestTown {
  townId: string;
  areas: TestAreas;
  /** The combat units of the villages. */
  units: { villageA: string; villageB: string };
  /** 何镇长 */
  director: Visitor;
  /** 文书小周, in the town's office */
  office(): Promise<Visitor>;
  /** 柳林村 unit's lead: holds the unit, and by it the village and its grids */
  unitLeadOfA(): Promise<Visitor>;
  /** 石桥村 unit's lead */
  unitLeadOfB(): Promise<Visitor>;
  /** Grid worker of 柳林村 as a whole */
  gridWorkerOfA(): Promise<Visitor>;
  /** Grid worker of 柳林村's first grid alone */
  gridWorkerOfA1(): Promise<Visitor>;
  /** Grid worker of 石桥村 */
  gridWorkerOfB(): Promise<Visitor>;
  /** 李医生, of the whole town */
  medicLi(): Promise<Visitor>;
  /** 村医, of 石桥村 alone */
  medicOfB(): Promise<Visitor>;
  guardAtPier(): Promise<Visitor>;
  storekeeper(): Promise<Visitor>;
  patrol(): Promise<Visitor>;
  inspector(): Promise<Visitor>;
  auditor(): Promise<Visitor>;
  countyViewer(): Promise<Visitor>;
  /** Somebody new in this role; on the whole town, or in 柳林村 where the role is not of the town. A member of staff if so named. */
  as(role: Role, scope?: Scope, staffId?: string): Promise<Visitor>;
  /** A member of staff, as the director adds one. */
  addStaff(name: string, areaId?: string): Promise<string>;
}

/** Fresh fields of a write. */
export const write = () => ({ id: uuidv7() });

export const testPassword = "正月初二-crossing-9";

const townOnly: readonly Role[] = ["director", "office", "auditor", "county-viewer"];

/**
 * Founds a town and gives its areas names. People are signed up when first asked for, and stay
 * signed in however far the clock is set.
 */
export async function foundTestTown(
  application: TestApplication,
  options: TestTownOptions = {},
): Promise<TestTown> {
  const director = application.visitor();
  const { townId } = await director.call.organization.found({
    ...write(),
    code: foundingCode(application.app.kernel.keys, options.townsBefore),
    source: {
      from: "blank",
      name: options.name ?? "青石镇",
      nameEn: "Qingshi",
      villages: 6,
      era: options.era ?? "2020",
    },
    responseName: "新冠肺炎疫情防控",
    responseNameEn: "COVID-19 response",
    activatedOn: options.activatedOn,
    director: { userName: "director", displayName: "何镇长", password: testPassword },
  });
  await outlastClock(application, director);
  const areas = await nameAreas(director);
  const { units } = await director.call.organization.units({});
  const unitOf = (areaId: string) =>
    found(units.find((unit) => unit.kind === "combat-unit" && unit.areaIds.includes(areaId)));
  const unitIds = {
    villageA: unitOf(areas.villageA).unitId,
    villageB: unitOf(areas.villageB).unitId,
  };
  let people = 0;
  const as = (role: Role, scope?: Scope, staffId?: string): Promise<Visitor> => {
    people += 1;
    const where = scope ?? (townOnly.includes(role) ? "town" : { areaId: areas.villageA });
    return signUp(
      application,
      director,
      townId,
      `${role}${people}`,
      grantFor(role, where),
      staffId,
    );
  };
  const once = (role: Role, scope: Scope) => {
    let somebody: Promise<Visitor> | undefined;
    return () => {
      somebody ??= as(role, scope);
      return somebody;
    };
  };
  return {
    townId,
    areas,
    units: unitIds,
    director,
    office: once("office", "town"),
    unitLeadOfA: once("unit-lead", { unitId: unitIds.villageA }),
    unitLeadOfB: once("unit-lead", { unitId: unitIds.villageB }),
    gridWorkerOfA: once("grid-worker", { areaId: areas.villageA }),
    gridWorkerOfA1: once("grid-worker", { areaId: areas.gridA1 }),
    gridWorkerOfB: once("grid-worker", { areaId: areas.villageB }),
    medicLi: once("medic", "town"),
    medicOfB: once("medic", { areaId: areas.villageB }),
    guardAtPier: once("checkpoint-guard", { areaId: areas.villageA }),
    storekeeper: once("storekeeper", "town"),
    patrol: once("patrol", "town"),
    inspector: once("inspector", "town"),
    auditor: once("auditor", "town"),
    countyViewer: once("county-viewer", "town"),
    as,
    addStaff: async (name, areaId) => {
      const staff = { ...write(), name, kind: "village-cadre" as const, areaId };
      return (await director.call.organization.addStaff(staff)).staffId;
    },
  };
}

async function nameAreas(director: Visitor): Promise<TestAreas> {
  const { organization } = director.call;
  const { areas } = await organization.areas({});
  const [town, a, b, c] = areas.map(({ areaId }) => areaId);
  const villageA = found(a);
  const villageB = found(b);
  const communityC = found(c);
  const rename = (areaId: string, name: string, nameEn: string) =>
    organization.editArea({ ...write(), areaId, name, nameEn });
  await rename(villageA, "柳林村", "Liulin Village");
  await rename(villageB, "石桥村", "Shiqiao Village");
  await rename(communityC, "东街社区", "Dongjie Community");
  const grid = async (parentId: string, name: string, nameEn: string) => {
    const area = { ...write(), parentId, kind: "grid" as const, name, nameEn };
    return (await organization.addArea(area)).areaId;
  };
  return {
    town: found(town),
    villageA,
    villageB,
    communityC,
    gridA1: await grid(villageA, "柳林村第1网格", "Liulin grid 1"),
    gridA2: await grid(villageA, "柳林村第2网格", "Liulin grid 2"),
    gridB1: await grid(villageB, "石桥村第1网格", "Shiqiao grid 1"),
  };
}

function grantFor(role: Role, scope: Scope): Grant {
  if (scope === "town") return { role, scopeKind: "town" };
  if ("checkpointId" in scope) {
    return { role, scopeKind: "checkpoint", scopeId: scope.checkpointId };
  }
  return "areaId" in scope
    ? { role, scopeKind: "area", scopeId: scope.areaId }
    : { role, scopeKind: "unit", scopeId: scope.unitId };
}

async function signUp(
  application: TestApplication,
  director: Visitor,
  townId: string,
  userName: string,
  grant: Grant,
  staffId?: string,
): Promise<Visitor> {
  const account = { userName, displayName: userName, grants: [grant], staffId };
  const { code } = await director.call.accounts.create({ ...write(), ...account });
  const somebody = application.visitor();
  await somebody.call.accounts.activate({
    ...write(),
    townId,
    userName,
    code: found(code),
    password: testPassword,
  });
  await outlastClock(application, somebody);
  return somebody;
}

/** Tests walk through days: people stay signed in meanwhile. */
async function outlastClock({ app }: TestApplication, { cookie }: Visitor): Promise<void> {
  const farAway = "2100-01-01T00:00:00.000Z";
  await app.kernel.db
    .updateTable("session")
    .set({ seen_at: farAway, expires_at: farAway })
    .where("token_hash", "=", hashOf(found(cookie.token)))
    .execute();
}

function found<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new Error("the test town lacks something");
  return value;
}
