/** The register out of a spreadsheet. */
import { registerFile, type Some } from "./records.ts";

export const imports: Some<
  | "startImport"
  | "imports"
  | "import"
  | "importRows"
  | "setImportColumns"
  | "importProgress"
  | "setImportPlaces"
  | "leaveOutRows"
  | "undoImport"
  | "confirmImport"
  | "discardImport"
  | "rejectedRows"
> = {
  startImport: {
    kind: "plain",
    input: () => ({ file: registerFile("P-neu") }),
  },
  imports: {
    kind: "list",
    input: {},
    shows: ({ rows }, { records }) => rows.some(({ importId }) => importId === records.importId),
  },
  import: { kind: "aimed", input: ({ records: { importId } }) => ({ importId }) },
  importRows: { kind: "aimed", input: ({ records: { importId } }) => ({ importId }) },
  setImportColumns: {
    kind: "aimed",
    input: ({ records: { importId } }) => ({ importId, columns: [{ index: 3, column: null }] }),
  },
  importProgress: { kind: "aimed", input: ({ records: { importId } }) => ({ importId }) },
  setImportPlaces: {
    kind: "aimed",
    input: ({ areaId, records: { importId } }) => ({
      importId,
      places: [{ text: "柳林村", areaId }],
    }),
  },
  leaveOutRows: {
    kind: "aimed",
    input: ({ records: { importId } }) => ({ importId, isLeftOut: true, positions: [0] }),
  },
  undoImport: {
    kind: "aimed",
    input: ({ records: { writtenId } }) => ({ importId: writtenId }),
  },
  confirmImport: { kind: "aimed", input: ({ records: { importId } }) => ({ importId }) },
  discardImport: { kind: "aimed", input: ({ records: { importId } }) => ({ importId }) },
  rejectedRows: { kind: "aimed", input: ({ records: { importId } }) => ({ importId }) },
};
