/** The register comes in from the spreadsheet the town has, and is put right day by day. */
import { addDays } from "@lianfang/core/kernel/time.ts";
import { fullName } from "@lianfang/testkit/people/names.ts";
import { registerFile } from "../register-file.ts";
import type { Part, Stage } from "../stage.ts";
import { somebody } from "./registry-people.ts";

export const registryPart: Part = (stage) => {
  const { agenda, days } = stage;
  agenda.add(days[0], "09:30", () => importRegister(stage));
  agenda.add(days[2], "15:25", () => enterNewborn(stage));
  agenda.add(days[4], "10:50", () => noteMoved(stage));
  agenda.add(days[5], "15:25", () => putOccupationRight(stage));
};

async function importRegister(stage: Stage): Promise<void> {
  const { cast, plan, town, days, report } = stage;
  const { registry } = cast.office.api;
  const households = plan.register.households.length;
  report("register", 0, households);
  const file = registerFile(
    plan.register,
    { town: town.name, day: addDays(days[0] ?? "", -40) },
    stage.chance("register"),
  );
  const { importId } = await registry.startImport({
    ...stage.write("import"),
    file: new File([file.bytes], file.name, { type: file.bytes.type }),
  });
  const half = Math.round(households / 2);
  await untilDone(stage, importId, (share) =>
    report("register", Math.round(share * half), households),
  );
  await registry.confirmImport({ ...stage.write("confirm import"), importId });
  await untilDone(stage, importId, (share) =>
    report("register", half + Math.round(share * half), households),
  );
  report("register", households, households);
}

/** @param tell how much of the work is done, from 0 to 1 */
async function untilDone(
  { cast }: Stage,
  importId: string,
  tell: (share: number) => void,
): Promise<void> {
  for await (const { done, total } of await cast.office.api.registry.importProgress({ importId })) {
    tell(total === 0 ? 0 : Math.round((done / total) * 10) / 10);
  }
}

/** A child is born to the first young couple of the village that has most to do. */
async function enterNewborn(stage: Stage): Promise<void> {
  const { cast, days, chance, write } = stage;
  const { registry } = cast.office.api;
  const mother = await somebody(stage, { sex: "female", age: "22-34" });
  if (!mother) return;
  const own = chance("newborn");
  const sex = own.pick(["male", "female"] as const);
  const birthday = days[1] ?? "";
  await registry.createResident({
    ...write("newborn"),
    householdId: mother.householdId,
    name: fullName(own, mother.name.slice(0, 1), sex, Number(birthday.slice(0, 4))),
    sex,
    birthday,
    relation: "grandchild",
    note: "新生儿，出生医学证明已核",
  });
}

async function noteMoved(stage: Stage): Promise<void> {
  const moved = await somebody(stage, { residence: "registered-lives-elsewhere", age: "30-" });
  if (!moved) return;
  await stage.cast.office.api.registry.removeResident({
    ...stage.write("moved away"),
    residentId: moved.residentId,
    reason: "moved-away",
  });
}

async function putOccupationRight(stage: Stage): Promise<void> {
  const { registry } = stage.cast.gridWorker.api;
  const worker = await somebody(stage, { sex: "male", age: "30-55" });
  if (!worker) return;
  const { revision } = await registry.resident({ residentId: worker.residentId });
  await registry.editResident({
    ...stage.write("occupation"),
    residentId: worker.residentId,
    revision,
    occupation: "货车司机（跨省）",
    note: "入户核对",
  });
}
