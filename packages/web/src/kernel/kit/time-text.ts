import type { TimeOfDay } from "@lianfang/core/kernel/time.ts";

/** Puts what was typed into `HH:MM`: 1600, 930, 16.00, 9:5 and 16：00 are all understood. */
export function timeFrom(text: string): TimeOfDay | undefined {
  const typed = text.trim().replace(/^(\d{1,2})(\d{2})$/, "$1:$2");
  const found = /^(\d{1,2})(?:[:：.时h]\s?(\d{1,2})?)?分?$/.exec(typed);
  if (!found) return undefined;
  const hours = Number(found[1]);
  const minutes = Number(found[2] ?? 0);
  if (hours > 24 || minutes > 59 || (hours === 24 && minutes > 0)) return undefined;
  return `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
}
