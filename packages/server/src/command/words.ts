/** The module's statements, days and numbers in words. */
import type { Share, Statement } from "@lianfang/core/command/remarks.ts";
import { type Day, type Instant, townTime } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import type { Locale } from "../kernel/context.ts";
import { messageFor } from "../kernel/problem-text.ts";

export interface InBoth {
  zh: string;
  en: string;
}

/** The name of an area in a language. */
export type AreaName = (areaId: string, locale: Locale) => string;

export const locales = ["zh-CN", "en"] as const satisfies readonly Locale[];

export function pick({ zh, en }: InBoth, locale: Locale): string {
  return locale === "en" ? en : zh;
}

export function inBoth(say: (locale: Locale) => string): InBoth {
  return { zh: say("zh-CN"), en: say("en") };
}

export function figureName(figureId: string): InBoth {
  return inBoth((locale) => messageFor(`figures.${figureId}`, {}, locale) ?? figureId);
}

export function figureUnit(figureId: string): InBoth {
  return inBoth((locale) => messageFor(`figures.${figureId}.unit`, {}, locale) ?? "");
}

const dayFormats = {
  "zh-CN": { full: dayFormat("zh-CN", true), short: dayFormat("zh-CN", false) },
  en: { full: dayFormat("en-GB", true), short: dayFormat("en-GB", false) },
};

function dayFormat(tag: string, hasYear: boolean): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(tag, {
    timeZone: "UTC",
    ...(hasYear ? { year: "numeric" as const } : {}),
    month: "long",
    day: "numeric",
  });
}

/** 2020年2月5日; 5 February 2020. */
export function dayInFull(day: Day, locale: Locale): string {
  return dayFormats[locale].full.format(new Date(`${day}T00:00:00Z`));
}

/** 2月5日; 5 February. */
export function dayInShort(day: Day, locale: Locale): string {
  return dayFormats[locale].short.format(new Date(`${day}T00:00:00Z`));
}

const numbers = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });

/** 1,284 */
export function numberText(value: number): string {
  return numbers.format(value);
}

/** 42分; 2小时5分. Never less than a minute. */
export function spanText(minutes: number, locale: Locale): string {
  const whole = Math.max(1, Math.round(minutes));
  const [hours, rest] = [Math.trunc(whole / 60), whole % 60];
  if (hours === 0) return m["command.span.minutes"]({ minutes: rest }, { locale });
  if (rest === 0 || hours >= 24) return m["command.span.hours"]({ hours }, { locale });
  return m["command.span.both"]({ hours, minutes: rest }, { locale });
}

export function timeOf(instant: Instant, timeZone: string): string {
  return townTime(instant, timeZone);
}

const mostPlaces = 5;

/** 石桥村5、柳林村2, or the names alone; the first few of many. */
function placesText(
  places: readonly Share[],
  nameOf: AreaName,
  locale: Locale,
  hasCounts = true,
): string {
  const shown = places
    .slice(0, mostPlaces)
    .map(({ areaId, count }) => {
      const area = nameOf(areaId, locale);
      return hasCounts ? m["command.remark.place"]({ area, count }, { locale }) : area;
    })
    .join(m["command.remark.placeSeparator"]({}, { locale }));
  if (places.length <= mostPlaces) return shown;
  return m["command.remark.placesMore"]({ places: shown, count: places.length }, { locale });
}

/** A statement of the bulletin as a sentence. */
export function sentence(statement: Statement, nameOf: AreaName, locale: Locale): string {
  const inThis = { locale };
  switch (statement.says) {
    case "moved":
      return m["command.remark.moved"](statement, inThis);
    case "standing":
      return standing(statement, locale);
    case "all-read":
      return m["command.remark.allRead"](statement, inThis);
    case "being-read":
      return m["command.remark.beingRead"](statement, inThis);
    case "missed": {
      const places = placesText(statement.places, nameOf, locale);
      return places === ""
        ? m["command.remark.missed"](statement, inThis)
        : m["command.remark.missedAt"]({ ...statement, places }, inThis);
    }
    case "fever": {
      const places = placesText(statement.places, nameOf, locale);
      return places === ""
        ? m["command.remark.fever"](statement, inThis)
        : m["command.remark.feverAt"]({ ...statement, places }, inThis);
    }
    case "unassigned":
      return m["command.remark.unassigned"](statement, inThis);
    case "nothing-found":
      return m["command.remark.nothingFound"]({}, inThis);
    case "to-read": {
      const places = placesText(statement.places, nameOf, locale, false);
      return places === ""
        ? m["command.remark.toRead"]({}, inThis)
        : m["command.remark.toReadAt"]({ places }, inThis);
    }
    case "to-examine":
      return m["command.remark.toExamine"](statement, inThis);
    case "to-assign":
      return m["command.remark.toAssign"](statement, inThis);
    case "to-go-on":
      return m["command.remark.toGoOn"]({}, inThis);
  }
}

function standing(
  { count, change }: Extract<Statement, { says: "standing" }>,
  locale: Locale,
): string {
  if (change === undefined) return m["command.remark.standing"]({ count }, { locale });
  if (change === 0) return m["command.remark.standing.same"]({ count }, { locale });
  const size = { count, change: Math.abs(change) };
  return change > 0
    ? m["command.remark.standing.more"](size, { locale })
    : m["command.remark.standing.fewer"](size, { locale });
}
