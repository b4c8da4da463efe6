/** Changes: of many, of one taken back, of two made one. */
import { pairOf, type Some, tagging } from "./records.ts";

export const changes: Some<
  | "previewBulk"
  | "changeBulk"
  | "undoBulk"
  | "history"
  | "samePerson"
  | "duplicates"
  | "sayDifferent"
  | "sayPossible"
  | "mergePreview"
  | "mergeResidents"
  | "undoChange"
> = {
  previewBulk: {
    kind: "aimed",
    input: ({ records: { residentId } }) => ({ bulk: tagging(residentId) }),
  },
  changeBulk: {
    kind: "aimed",
    input: ({ records: { residentId } }) => ({ bulk: tagging(residentId) }),
  },
  undoBulk: {
    kind: "aimed",
    input: ({ records: { bulkId } }) => ({ writeId: bulkId }),
  },
  history: {
    kind: "aimed",
    input: ({ records: { residentId } }) => ({ kind: "resident", subjectId: residentId }),
  },
  samePerson: {
    kind: "list",
    input: { name: "户主同名", phone: "17900000097" },
    shows: ({ people }, { records }) =>
      people.some(({ person }) => person.residentId === records.twinIds[0]),
  },
  duplicates: {
    kind: "list",
    input: { limit: 200 },
    narrowed: ({ areaId }) => ({ areaId }),
    shows: ({ rows }, { records }) =>
      rows.some(({ one }) => records.twinIds.includes(one.residentId)),
  },
  sayDifferent: { kind: "aimed", input: ({ records }) => pairOf(records) },
  sayPossible: { kind: "aimed", input: ({ records }) => pairOf(records) },
  mergePreview: { kind: "aimed", input: ({ records }) => pairOf(records) },
  mergeResidents: {
    kind: "aimed",
    input: ({ records: { twinIds } }) => ({
      residentId: twinIds[0],
      revision: 1,
      otherId: twinIds[1],
      otherRevision: 2,
    }),
  },
  undoChange: {
    kind: "aimed",
    input: ({ records: { removedId } }) => ({
      kind: "resident",
      subjectId: removedId,
      revision: 2,
    }),
  },
};
