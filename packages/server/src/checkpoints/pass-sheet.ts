/** Cards on sheets of A4, eight a page, to be printed and cut. */
import { townDay } from "@lianfang/core/kernel/time.ts";
import { maskIdentityNumber } from "@lianfang/core/registry/identity-number.ts";
import { m } from "@lianfang/messages/messages.js";
import type { Locale, QueryContext } from "../kernel/context.ts";
import { type PrintedCard, toCardSheet } from "../kernel/documents/card-sheet.ts";
import type { Vault } from "../kernel/vault/vault.ts";
import { cardText, qrCode } from "./pass-card-text.ts";
import type { passStore } from "./pass-store.ts";

type Row = Awaited<ReturnType<ReturnType<typeof passStore>["toPrint"]>>[number];

/** As on a form: 2020-02-15. */
const kinds: Record<Row["kind"], (locale: Locale) => string> = {
  person: (locale) => m["checkpoints.pass.person"]({}, { locale }),
  vehicle: (locale) => m["checkpoints.pass.vehicle"]({}, { locale }),
  household: (locale) => m["checkpoints.pass.household"]({}, { locale }),
};

function shownOf(row: Row, vault: Vault): string | undefined {
  if (row.identity) return maskIdentityNumber(vault.open("identity-number", row.identity));
  return row.plate ? vault.open("plate", row.plate) : undefined;
}

async function cardOf(
  row: Row,
  context: QueryContext,
  vault: Vault,
  locale: Locale,
): Promise<PrintedCard> {
  const isChinese = locale === "zh-CN";
  const limit = row.every_days
    ? m["checkpoints.card.everyDays"]({ days: row.every_days }, { locale })
    : undefined;
  const shown = shownOf(row, vault);
  const days = { from: row.valid_from, until: row.valid_until };
  return {
    title: m["checkpoints.card.title"](
      { town: isChinese ? context.town.name : context.town.nameEn },
      { locale },
    ),
    kind: kinds[row.kind](locale),
    number: m["checkpoints.card.number"](
      { number: String(row.serial).padStart(6, "0") },
      { locale },
    ),
    name: row.holder_name,
    lines: [
      isChinese ? row.area_name : row.area_name_en,
      ...(shown ? [shown] : []),
      m["checkpoints.card.days"](days, { locale }),
      ...(limit ? [limit] : []),
    ],
    foot: m["checkpoints.card.foot"]({}, { locale }),
    qr: await qrCode(cardText(row, context, vault) ?? ""),
  };
}

export async function sheetOf(
  context: QueryContext,
  rows: readonly Row[],
  language: Locale,
): Promise<File> {
  const { kernel, db, town, now } = context;
  const vault = await kernel.vaults.of(db, town.townId);
  const title = m["checkpoints.sheet.title"]({}, { locale: language });
  const bytes = await toCardSheet({
    language,
    title,
    issuer: language === "zh-CN" ? town.name : town.nameEn,
    issuedOn: townDay(now, town.timeZone),
    cards: await Promise.all(rows.map((row) => cardOf(row, context, vault, language))),
  });
  return new File([Buffer.from(bytes)], `${title}.pdf`, { type: "application/pdf" });
}
