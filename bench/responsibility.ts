/**
 * Who answers for a town's households and people, with so many households:
 * `node bench/responsibility.ts [households]`. Bulk assignment, loads, hand-over, what bears nobody's
 * name, and the merge of two villages.
 */
import { registerTable } from "@lianfang/server/cli/sample.ts";
import { writeSheet } from "@lianfang/server/kernel/spreadsheet/write.ts";
import { confirmImport, startImport } from "@lianfang/testkit/imports.ts";
import { generateRegister } from "@lianfang/testkit/people/register.ts";
import { v7 as uuidv7 } from "uuid";
import { latency, openStage, type Stage } from "./stage.ts";

const write = () => ({ id: uuidv7() });

async function fill({ app, director, villages }: Stage, households: number): Promise<void> {
  const register = generateRegister({ households, seed: 1, villages, asOf: "2020-02-01" });
  const bytes = await writeSheet(registerTable(register, "zh-CN"));
  const file = new File([new Uint8Array(bytes)], "register.xlsx");
  const { importId } = await startImport(app, director.registry, file);
  const { counts } = await confirmImport(app, director.registry, importId);
  console.log(`${households} households, ${counts?.new} residents`);
}

async function once<Answer>(what: string, work: () => Promise<Answer>): Promise<Answer> {
  const before = performance.now();
  const answer = await work();
  const took = Math.round(performance.now() - before);
  console.log(`  ${what.padEnd(44)} ${String(took).padStart(6)} ms`);
  return answer;
}

async function often(what: string, work: () => Promise<unknown>): Promise<void> {
  const { median, p95 } = await latency(work, 30);
  console.log(`  ${what.padEnd(44)} ${median.toFixed(1).padStart(6)} ms, p95 ${p95.toFixed(1)} ms`);
}

const stage = await openStage();
try {
  await fill(stage, Number(process.argv[2] ?? 14_000));
  const { organization } = stage.director;
  const { areas } = await organization.areas({});
  const town = areas.find(({ kind }) => kind === "town");
  const [one, other] = areas.filter(({ kind }) => kind === "village");
  if (!town || !one || !other) throw new Error("a town without villages");
  const staff = await Promise.all(
    Array.from({ length: 60 }, (_, at) =>
      organization.addStaff({ ...write(), name: `干部${at}`, kind: "village-cadre" }),
    ),
  );
  const [first, second] = staff;
  if (!first || !second) throw new Error("nobody");
  const everywhere = { areaId: town.areaId, level: 3 };
  await often("nameless: people, first page with counts", () =>
    organization.nameless({ targetKind: "person" }),
  );
  await often("nameless: households nobody answers for", () =>
    organization.nameless({ targetKind: "household", isCovered: false }),
  );
  const { assigned } = await once("all households of the town under one name", () =>
    organization.assignGroup({
      ...write(),
      ...everywhere,
      targetKind: "household",
      staffId: first.staffId,
    }),
  );
  await once("all vulnerable people of the town", () =>
    organization.assignGroup({
      ...write(),
      ...everywhere,
      targetKind: "person",
      group: "vulnerable",
      staffId: first.staffId,
    }),
  );
  console.log(`  ${assigned} households under one name`);
  await often("nameless: people, once all have one", () =>
    organization.nameless({ targetKind: "person" }),
  );
  await often("staff, 50 a page, with their loads", () => organization.staff({ limit: 50 }));
  await often("the load of who bears all", () =>
    organization.staffLoad({ staffId: first.staffId }),
  );
  await often("their households, first page", () =>
    organization.staffTargets({ staffId: first.staffId, targetKind: "household" }),
  );
  const { rows } = await organization.staffTargets({
    staffId: first.staffId,
    targetKind: "person",
    limit: 1,
  });
  await often("the chain of a person", () =>
    organization.chainOf({ targetKind: "person", targetId: rows[0]?.targetId ?? "" }),
  );
  const { writeId } = await once("hand-over of all of it", () =>
    organization.handOver({ ...write(), staffId: first.staffId, toStaffId: second.staffId }),
  );
  await once("and back", () => organization.takeBack({ ...write(), writeId }));
  await once("preview of a merge of two villages", () =>
    organization.previewMerge({ areaId: one.areaId, intoId: other.areaId }),
  );
  await once("the merge", () =>
    organization.mergeAreas({ ...write(), areaId: one.areaId, intoId: other.areaId }),
  );
} finally {
  await stage.close();
}
