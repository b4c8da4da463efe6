/** What of the module's own needs somebody now: targets without a name, and the bulletin. */
import type { Need } from "@lianfang/core/command/contract.ts";
import type { BulletinDue } from "@lianfang/core/command/rules.ts";
import { townTime } from "@lianfang/core/kernel/time.ts";
import type { Area } from "@lianfang/core/organization/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import type { z } from "zod";
import type { QueryContext } from "../kernel/context.ts";
import type { FigureQueryRow } from "../kernel/figures/figures.ts";
import { scopeAt } from "./counting.ts";
import { dayInShort, pick, spanText } from "./words.ts";

type NeedShown = z.input<typeof Need>;

const mostLines = 5;

export async function unassignedNeed(
  context: QueryContext,
  areas: readonly Area[],
): Promise<NeedShown> {
  const { figures } = context.kernel;
  const scope = scopeAt(context, context.now);
  const [count, { rows }] = await Promise.all([
    figures.value("org.unassigned", scope),
    figures.rows("org.unassigned", scope, { limit: mostLines }),
  ]);
  const names = new Map(
    areas.map(({ areaId, name: zh, nameEn: en }) => [areaId, pick({ zh, en }, context.locale)]),
  );
  return {
    need: "unassigned",
    count,
    lines: rows.map((row) => unassignedLine(row, names, context)),
  };
}

function unassignedLine(
  { subject_kind: kind, subject_id: id, label, area_id: areaId }: FigureQueryRow,
  names: ReadonlyMap<string, string>,
  { locale }: QueryContext,
) {
  if (kind === "area") {
    return {
      label: names.get(id) ?? label,
      detail: m["command.line.unanswered"]({}, { locale }),
    };
  }
  const area = areaId ? (names.get(areaId) ?? "") : "";
  return { label: area || label, detail: m["command.line.deserted"]({}, { locale }) };
}

export function bulletinNeed(
  { town, locale }: QueryContext,
  due: readonly BulletinDue[],
): NeedShown {
  const lines = due.map(({ day, by, minutesLate }) => {
    const time = townTime(by, town.timeZone);
    const span = spanText(Math.abs(minutesLate), locale);
    return {
      label: m["command.line.bulletin"]({ day: dayInShort(day, locale) }, { locale }),
      detail:
        minutesLate < 0
          ? m["command.line.bulletinLeft"]({ time, span }, { locale })
          : m["command.line.bulletinLate"]({ time, span }, { locale }),
    };
  });
  return { need: "bulletin", count: due.length, lines };
}
