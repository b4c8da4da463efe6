/** National administrative divisions: a reference table, searched in memory since it never changes. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { policyContract } from "@lianfang/core/policy/contract.ts";
import {
  abroad,
  Division,
  type DivisionIndex,
  indexDivisions,
} from "@lianfang/core/policy/divisions.ts";
import type { InferSchemaOutput } from "@orpc/contract";
import { z } from "zod";
import type { Kernel, Locale } from "../kernel/context.ts";
import type { Db } from "../kernel/database/database.ts";
import { divisionStore } from "./division-store.ts";

const file = fileURLToPath(new URL("../../../../towns/divisions.json", import.meta.url));

/** Fills the table from `towns/divisions.json`; does nothing when it holds that very file. */
export async function seedDivisions(db: Db): Promise<void> {
  const text = await readFile(file, "utf8");
  const digest = createHash("sha256").update(text).digest("hex");
  const store = divisionStore(db);
  if ((await store.seededFrom()) === digest) return;
  const rows = z.array(Division).parse(JSON.parse(text));
  const index = indexDivisions(rows);
  const filled = [...rows, abroad].map((division) => {
    const path = index.pathOf(division.code);
    return { ...division, parentCode: path.at(-2)?.code, path: path.map(({ name }) => name) };
  });
  await store.replace(filled, digest);
}

const indexes = new WeakMap<Kernel, Promise<DivisionIndex>>();

/** All divisions with their search; read from the table once a process. */
export function divisionsOf(kernel: Kernel): Promise<DivisionIndex> {
  const known = indexes.get(kernel);
  if (known) return known;
  const index = divisionStore(kernel.db).all().then(indexDivisions);
  indexes.set(kernel, index);
  index.catch(() => indexes.delete(kernel));
  return index;
}

type Shown = InferSchemaOutput<
  NonNullable<(typeof policyContract.divisions)["~orpc"]["outputSchema"]>
>["divisions"][number];

/** Children of one, or those found by name or code; the provinces when nothing is asked. */
export async function findDivisions(
  kernel: Kernel,
  { parentCode, search }: { parentCode?: string | undefined; search?: string | undefined },
): Promise<Shown[]> {
  const index = await divisionsOf(kernel);
  const found = search
    ? index.search(search).filter(({ code }) => isUnder(index, code, parentCode))
    : index.childrenOf(parentCode);
  return found.map((division) => ({
    ...division,
    path: index.pathOf(division.code).map(({ name }) => name),
    hasChildren: index.childrenOf(division.code).length > 0,
  }));
}

function isUnder(index: DivisionIndex, code: string, parentCode: string | undefined): boolean {
  return parentCode === undefined || index.pathOf(code).some((above) => above.code === parentCode);
}

/** 湖北省武汉市江岸区; in English the smallest first: "Jiang'an, Wuhan, Hubei". */
export function placeName(divisions: DivisionIndex, code: string, locale: Locale): string {
  const path = divisions.pathOf(code);
  if (path.length === 0) return code;
  if (locale === "zh-CN") return path.map(({ name }) => name).join("");
  return path
    .map(({ name, nameEn }) => nameEn ?? name)
    .reverse()
    .join(", ");
}
