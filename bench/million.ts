/**
 * A database of a million residents: a town of 50,000 from a register, and beside it nineteen copies
 * of that town, made in the database.
 */
import { registerTable } from "@lianfang/server/cli/sample.ts";
import { writeSheet } from "@lianfang/server/kernel/spreadsheet/write.ts";
import { foundingCode } from "@lianfang/server/organization/founding.ts";
import { pinyinOf } from "@lianfang/server/registry/name-pinyin.ts";
import { confirmImport, startImport } from "@lianfang/testkit/imports.ts";
import { generateRegister, type SyntheticRegister } from "@lianfang/testkit/people/register.ts";
import { administer, foundTown, type Stage, visitor } from "./stage.ts";

export interface Size {
  /** Of the town that is measured and of each of the others; 3.4 residents each. */
  households: number;
  towns: number;
}

/** The register that a stage's own town is filled with. */
export function registerOf({ villages }: Stage, { households }: Size): SyntheticRegister {
  return generateRegister({ households, seed: 1, villages, asOf: "2020-02-01" });
}

/** Fills the stage's town and its neighbours. Takes minutes. */
export async function fillTowns(stage: Stage, size: Size): Promise<void> {
  const { registry } = stage.director;
  const bytes = await writeSheet(registerTable(registerOf(stage, size), "zh-CN"));
  const file = new File([new Uint8Array(bytes)], "register.xlsx");
  const { importId } = await startImport(stage.app, registry, file);
  await confirmImport(stage.app, registry, importId);
  for (let town = 1; town < size.towns; town += 1) await copyTown(stage, town);
  await administer(stage, "vacuum (analyze) household, resident");
}

/** The same people again: indexes and statistics can't tell copies from others. */
async function copyTown(stage: Stage, townsBefore: number): Promise<void> {
  const code = foundingCode(stage.app.kernel.keys, townsBefore);
  const { townId } = await foundTown(visitor(stage.app).call, code, `邻镇${townsBefore}`);
  const columns = await columnsOf(stage);
  await administer(
    stage,
    `create temp table own_area as
       select mine.area_id, theirs.area_id as new_id
       from area mine join area theirs on theirs.town_id = '${townId}' and theirs.kind <> 'town'
         and theirs.position = mine.position
       where mine.town_id = '${stage.townId}' and mine.kind <> 'town';
     create temp table own_household as
       select household_id, uuidv7() as new_id from household where town_id = '${stage.townId}';
     insert into household (town_id, household_id, area_id, ${columns.household})
       select '${townId}', own_household.new_id, own_area.new_id, ${columns.household}
       from household join own_household using (household_id) join own_area using (area_id)
       where town_id = '${stage.townId}' order by number_key;
     insert into resident (town_id, resident_id, household_id, area_id, ${columns.resident})
       select '${townId}', uuidv7(), own_household.new_id, own_area.new_id, ${columns.resident}
       from resident join own_household using (household_id) join own_area using (area_id)
       where town_id = '${stage.townId}' order by number_key, relation_rank`,
  );
}

/** The columns that are copied as they are. */
async function columnsOf(stage: Stage): Promise<Record<"household" | "resident", string>> {
  const { rows } = await administer(
    stage,
    `select table_name as "table", string_agg(quote_ident(column_name), ', ') as columns
     from information_schema.columns
     where table_name in ('household', 'resident') and is_generated = 'NEVER'
       and column_name not in ('town_id', 'household_id', 'resident_id', 'area_id')
     group by table_name`,
  );
  const of = (table: string): string => String(rows.find((row) => row.table === table)?.columns);
  return { household: of("household"), resident: of("resident") };
}

const shops = [
  ["shop", "顺发超市"],
  ["restaurant", "渔家饭馆"],
  ["rented-dwelling", "出租屋"],
  ["enterprise", "宏达五金厂"],
  ["lodging", "悦来旅馆"],
  ["pharmacy", "康民药店"],
] as const;

/** A premises for every third household of every town, as many as large towns have. */
export async function fillPremises(stage: Stage): Promise<void> {
  const kinds = shops.map(([kind, name]) => `('${kind}', '${name}', '${pinyinOf(name)}')`);
  await administer(
    stage,
    `with shop as (
       select row_number() over () - 1 as nth, * from (values ${kinds.join(", ")})
         as given (kind, name, name_pinyin)),
     place as (
       select *, row_number() over (partition by town_id order by number_key) as at
       from household where removed_at is null)
     insert into premises (town_id, premises_id, area_id, kind, name, name_pinyin, address,
       in_charge_name, state, created_at, changed_at)
     select town_id, uuidv7(), area_id, shop.kind, shop.name || at, shop.name_pinyin || ' ' || at,
       address, '负责人' || at, 'open', now(), now()
     from place join shop on shop.nth = at / 3 % ${shops.length}
     where at % 3 = 0`,
  );
  await administer(stage, "vacuum (analyze) premises");
}
