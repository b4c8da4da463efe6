/** Two towns; in the first three places with records of every module, made through the API. */
import { existsSync } from "node:fs";
import { contract } from "@lianfang/core/contract.ts";
import type { System } from "@lianfang/server/kernel/jobs/system.ts";
import { startApplication, type TestApplication } from "../application.ts";
import { foundTestTown, type TestTown, write } from "../town.ts";
import { type Actor, type Ground, makeActors } from "./actors.ts";
import type { AnyModuleProbes, Place, Prepared } from "./probe.ts";
import { openSandbox, type Sandbox } from "./sandbox.ts";

export interface Fixture {
  application: TestApplication;
  actors: readonly Actor[];
  /** The place as a module's probes see it: with the module's own records. */
  placesFor(module: string): Place[];
  modules: ReadonlyMap<string, AnyModuleProbes>;
  sandbox: Sandbox;
  close(): Promise<void>;
}

type PlaceName = Place["name"];

export async function openFixture(): Promise<Fixture> {
  const application = await startApplication();
  const home = await foundTestTown(application);
  const elsewhere = await foundTestTown(application, { townsBefore: 1, name: "临江镇" });
  const modules = await loadProbes();
  const grounds = [await groundOf(home), await groundOf(elsewhere)] as const;
  const places = placesIn(home);
  const records = new Map<PlaceName, Map<AnyModuleProbes, unknown>>();
  const { system } = application.app;
  for (const place of places) records.set(place.name, await prepare(place, home, modules, system));
  const actors = await makeActors(application.app, ...grounds);
  const sandbox = await openSandbox(application.connection);
  const { kernel } = application.app;
  const db = kernel.db;
  kernel.db = sandbox.db;
  return {
    application,
    actors,
    modules,
    placesFor: (module) => {
      const probes = modules.get(module);
      if (!probes) return [];
      return places.map((place) => ({ ...place, records: records.get(place.name)?.get(probes) }));
    },
    sandbox,
    close: async () => {
      kernel.db = db;
      await sandbox.close();
      await application.close();
    },
  };
}

/** The probes of every module that has some, lower modules first; the journal tells of all others. */
async function loadProbes(): Promise<Map<string, AnyModuleProbes>> {
  const names = Object.keys(contract).filter((module) => module !== "journal");
  const loaded = new Map<string, AnyModuleProbes>();
  for (const module of [...names, "journal"]) {
    const file = new URL(`probes/${module}.ts`, import.meta.url);
    if (!existsSync(file)) continue;
    const { probes }: { probes: AnyModuleProbes } = await import(file.href);
    loaded.set(module, probes);
  }
  return loaded;
}

function placesIn({ townId, areas }: TestTown): Place<undefined>[] {
  const place = (name: PlaceName, areaId: string, villageId: string) => ({
    townId,
    areaId,
    villageId,
    name,
    records: undefined,
  });
  return [
    place("A", areas.villageA, areas.villageA),
    place("B", areas.villageB, areas.villageB),
    place("A1", areas.gridA1, areas.villageA),
  ];
}

async function prepare(
  place: Place<undefined>,
  { director }: TestTown,
  modules: ReadonlyMap<string, AnyModuleProbes>,
  system: System,
): Promise<Map<AnyModuleProbes, unknown>> {
  const made = new Map<AnyModuleProbes, unknown>();
  const before: Prepared = {
    of: (probes) => {
      // Kept under the very probes that made it, so it is of their type.
      const records = made.get(probes as unknown as AnyModuleProbes);
      if (records === undefined) throw new Error("prepared only later");
      return records as never;
    },
  };
  for (const probes of modules.values()) {
    made.set(probes, await probes.prepare(place, director.call, before, system));
  }
  return made;
}

/** The village's unit covers it whole; one of its teams is given the first grid alone. */
async function groundOf({ townId, areas, units, director }: TestTown): Promise<Ground> {
  const all = await director.call.organization.units({});
  const team = all.units.find(({ parentId }) => parentId === units.villageA);
  if (!team) throw new Error("the unit of A has no team");
  await director.call.organization.editUnit({
    ...write(),
    unitId: team.unitId,
    areaIds: [areas.gridA1],
  });
  return {
    townId,
    scopes: {
      A: { area: areas.villageA, unit: units.villageA },
      A1: { area: areas.gridA1, unit: team.unitId },
    },
  };
}
