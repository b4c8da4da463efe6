/** Two people are entered twice at their doors; the office finds one of them and makes the two one. */
import type { ResidentRow } from "@lianfang/core/registry/people.ts";
import type { Part, Stage } from "../stage.ts";
import { type Sought, somebody } from "./registry-people.ts";

export const samePersonPart: Part = (stage) => {
  const { agenda, days } = stage;
  agenda.add(days[3], "10:20", () =>
    enterAgain(stage, { sex: "female", age: "58-70" }, mergeLater),
  );
  // The other pair waits for whoever opens the demo.
  agenda.add(days[5], "16:35", () => enterAgain(stage, { sex: "male", age: "60-75" }));
};

type Found = (stage: Stage, person: ResidentRow, againId: string) => void;

/** Without papers at hand, as somebody who helps out in the household. */
async function enterAgain(stage: Stage, sought: Sought, then?: Found): Promise<void> {
  const { cast, chance, write } = stage;
  const person = await somebody(stage, sought);
  if (!person) return;
  const { residentId } = await cast.gridWorker.api.registry.createResident({
    ...write("entered again", person.residentId),
    householdId: person.householdId,
    name: person.name,
    sex: person.sex,
    birthday: person.birthday,
    phone: `179${String(chance("phone", person.residentId).whole(0, 99_999_999)).padStart(8, "0")}`,
    relation: "other",
    residence: "lives-here",
    note: "入户登记，未带身份证",
  });
  then?.(stage, person, residentId);
}

function mergeLater(stage: Stage, { residentId }: ResidentRow, againId: string): void {
  stage.agenda.add(stage.days[4], "09:15", async () => {
    const { registry } = stage.cast.office.api;
    const preview = await registry.mergePreview({ oneId: residentId, otherId: againId });
    await registry.mergeResidents({
      ...stage.write("merge", residentId),
      residentId,
      revision: preview.one.revision,
      otherId: againId,
      otherRevision: preview.other.revision,
      fields: { phone: "other", note: "other" },
    });
  });
}
