import type { Day } from "@lianfang/core/kernel/time.ts";
import type { Measure } from "@lianfang/core/policy/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import type { z } from "zod";
import type { Locale } from "../kernel/context.ts";

/** 居家隔离 / Home isolation */
export function measureName(measure: z.infer<typeof Measure>, locale: Locale): string {
  switch (measure) {
    case "none":
      return m["policy.measure.none"]({}, { locale });
    case "health-monitoring":
      return m["policy.measure.healthMonitoring"]({}, { locale });
    case "home-isolation":
      return m["policy.measure.homeIsolation"]({}, { locale });
    case "central-isolation":
      return m["policy.measure.centralIsolation"]({}, { locale });
  }
}

/** 2020年2月10日 / 10 February 2020 */
export function dayInWords(day: Day, locale: Locale): string {
  // The day is the town's already: formatted as it stands, in no other zone.
  const date = new Date(`${day}T00:00:00Z`);
  const format = new Intl.DateTimeFormat(locale === "zh-CN" ? "zh-CN" : "en-GB", {
    dateStyle: "long",
    timeZone: "UTC",
  });
  return format.format(date);
}

/** 2月10日 / 10 February */
export function shortDay(day: Day, locale: Locale): string {
  const format = new Intl.DateTimeFormat(locale === "zh-CN" ? "zh-CN" : "en-GB", {
    month: "long",
    day: "numeric",
    timeZone: "UTC",
  });
  return format.format(new Date(`${day}T00:00:00Z`));
}
