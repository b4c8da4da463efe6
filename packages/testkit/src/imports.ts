/** Spreadsheets on their way into the register, where nothing runs in the background by itself. */
import type { Import } from "@lianfang/core/registry/import-contract.ts";
import type { Application, Caller } from "@lianfang/server/app.ts";
import { v7 as uuidv7 } from "uuid";

type Registry = Caller["registry"];

/** Sends a file and has it read. */
export async function startImport(
  app: Application,
  registry: Registry,
  file: File,
): Promise<Import> {
  const { importId } = await registry.startImport({ id: uuidv7(), file });
  await app.runLongReactions();
  return registry.import({ importId });
}

/** Confirms an import and has it written. */
export async function confirmImport(
  app: Application,
  registry: Registry,
  importId: string,
): Promise<Import> {
  await registry.confirmImport({ id: uuidv7(), importId });
  await app.runLongReactions();
  return registry.import({ importId });
}

/** Puts an import's columns, places or rows right, and has it checked anew. */
export async function amendImport(
  app: Application,
  registry: Registry,
  importId: string,
  amend: () => Promise<unknown>,
): Promise<Import> {
  await amend();
  await app.runLongReactions();
  return registry.import({ importId });
}

/** Has an import taken back. */
export async function undoImport(
  app: Application,
  registry: Registry,
  importId: string,
): Promise<Import> {
  await registry.undoImport({ id: uuidv7(), importId });
  await app.runLongReactions();
  return registry.import({ importId });
}
