/** Dates as people say them, by the town's day: 今天 16:00, 2月3日, 星期三. */
import {
  type Day,
  daysBetween,
  type Instant,
  townDay,
  townTime,
} from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import type { Locale } from "./locale.ts";

export interface SpokenDates {
  /** 今天, 昨天, 明天, 2月3日; with the year when it isn't this one. */
  day(day: Day): string;
  /** 2020年2月5日 星期三 */
  dayInFull(day: Day): string;
  /** 2月5日 周三, for plans. */
  dayWithWeekday(day: Day): string;
  /** 今天 16:00, 2月3日 08:30 */
  instant(at: Instant): string;
  /** 16:00 */
  time(at: Instant): string;
  /** 42 分, 3 小时 5 分, 2 天 */
  span(minutes: number): string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function written(day: Day, locale: Locale, parts: Intl.DateTimeFormatOptions): string {
  const tag = locale === "en" ? "en-GB" : "zh-CN";
  const key = `${tag}${JSON.stringify(parts)}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(tag, { ...parts, timeZone: "UTC" });
  formats.set(key, format);
  return format.format(new Date(`${day}T00:00:00Z`));
}

function near(days: number, locale: Locale): string | undefined {
  if (days === 0) return m["web.date.today"]({}, { locale });
  if (days === -1) return m["web.date.yesterday"]({}, { locale });
  if (days === 1) return m["web.date.tomorrow"]({}, { locale });
  return undefined;
}

function monthStyle(locale: Locale): Intl.DateTimeFormatOptions {
  return { month: locale === "en" ? "short" : "long", day: "numeric" };
}

function far(day: Day, today: Day, locale: Locale): string {
  const year = day.slice(0, 4) === today.slice(0, 4) ? {} : ({ year: "numeric" } as const);
  return written(day, locale, { ...year, ...monthStyle(locale) });
}

/** 2020年2月5日 星期三, Wednesday 5 February 2020; or short and without the year. */
function withWeekday(day: Day, locale: Locale, size: "long" | "short"): string {
  const weekday = written(day, locale, { weekday: size });
  const date =
    size === "long"
      ? written(day, locale, { year: "numeric", month: "long", day: "numeric" })
      : written(day, locale, monthStyle(locale));
  return locale === "en" ? `${weekday} ${date}` : `${date} ${weekday}`;
}

/** How long something lasts, in the two largest units that matter. */
export function spokenSpan(minutes: number, locale: Locale): string {
  const whole = Math.max(0, Math.round(minutes));
  if (whole < 60) return m["web.date.minutes"]({ count: whole }, { locale });
  if (whole < 24 * 60) {
    const hours = Math.floor(whole / 60);
    const rest = whole % 60;
    if (rest === 0) return m["web.date.hours"]({ count: hours }, { locale });
    return m["web.date.hoursMinutes"]({ hours, minutes: rest }, { locale });
  }
  return m["web.date.days"]({ count: Math.floor(whole / (24 * 60)) }, { locale });
}

/**
 * @param today the town's day now
 * @param timeZone the town's
 */
export function spokenDates(today: Day, timeZone: string, locale: Locale): SpokenDates {
  const sayDay = (day: Day) => near(daysBetween(today, day), locale) ?? far(day, today, locale);
  return {
    day: sayDay,
    dayInFull: (day) => withWeekday(day, locale, "long"),
    dayWithWeekday: (day) => withWeekday(day, locale, "short"),
    instant: (at) => `${sayDay(townDay(at, timeZone))} ${townTime(at, timeZone)}`,
    time: (at) => townTime(at, timeZone),
    span: (minutes) => spokenSpan(minutes, locale),
  };
}
