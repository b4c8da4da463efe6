/** Confirmations that are overdue, as the board tells of them. */
import { minutesBetween } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import type { Locale, QueryContext } from "../kernel/context.ts";
import { laggards } from "./member-store.ts";

const mostLines = 5;

export async function overdueBoard(context: QueryContext) {
  const { now, locale } = context;
  const { count, rows } = await laggards(context, mostLines);
  return {
    count,
    lines: rows.map(({ name, name_en, title, confirm_by }) => ({
      label: locale === "en" ? name_en : name,
      detail: m["directives.board.line"](
        { title, late: lateText(minutesBetween(confirm_by, now), locale) },
        { locale },
      ),
    })),
  };
}

/** From so many hours on it is told in days. */
const longHours = 48;

function lateText(minutes: number, locale: Locale): string {
  const hours = Math.floor(minutes / 60);
  if (hours >= longHours) {
    return m["directives.board.days"]({ days: Math.floor(hours / 24) }, { locale });
  }
  if (hours > 0) return m["directives.board.hours"]({ hours }, { locale });
  return m["directives.board.minutes"]({ minutes: Math.floor(minutes) }, { locale });
}
