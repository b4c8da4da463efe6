/** What of the module's own needs somebody now: targets without a name, and the bulletin. */
import type { Need } from "@lianfang/core/command/contract.ts";
import type { BulletinDue } from "@lianfang/core/command/rules.ts";
import { townTime } from "@lianfang/core/kernel/time.ts";
import type { Area } from "@lianfang/core/organization/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import type { z } from "zod";
import { readingStore } from "../accounts/reading/store.ts";
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

/** Who wanted to read about more people than an hour allows, and nobody has looked into it. */
export async function readingNeed({ db, town, locale }: QueryContext): Promise<NeedShown[]> {
  const store = readingStore(db, town.townId);
  const { rows } = await store.alarms({ isOpen: true, limit: mostLines });
  const lines = rows.map(({ account, token, hour, budget }) => ({
    label: token
      ? m["tokens.byToken"]({ name: account.displayName, token: token.name }, { locale })
      : account.displayName,
    detail: m["tokens.alarm.line"](
      { hour: townTime(hour, town.timeZone), budget: budget.toLocaleString("en") },
      { locale },
    ),
  }));
  return [{ need: "bulk-reading", count: await store.countOpen(), lines }];
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
