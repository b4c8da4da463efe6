/** Results of tests and health codes as the county's list has them: one line a person. */
import { type Instant, instantAt } from "../kernel/time.ts";
import type { HealthCode, TestOutcome } from "./evidence.ts";
import { identityOf } from "./rules.ts";

/** Headers a list may have for each column. */
export const resultColumns = {
  identityNumber: ["身份证号", "身份证号码", "证件号码", "证件号", "identity number"],
  sampledAt: ["采样时间", "检测时间", "核酸时间", "sampled at"],
  result: ["结果", "检测结果", "核酸结果", "result"],
  healthCode: ["健康码", "码色", "转码", "health code"],
} as const satisfies Record<string, readonly string[]>;
export type ResultColumn = keyof typeof resultColumns;

export interface ResultLine {
  identityNumber: string;
  test: { sampledAt: Instant; result: TestOutcome } | undefined;
  healthCode: HealthCode | undefined;
}

/** Why a line is not taken: a message `checkpoints.results.<code>`. */
export type ResultFault = "identity" | "time" | "result" | "code" | "nothing" | "future";

const results: Readonly<Record<string, TestOutcome>> = {
  阴性: "negative",
  阴: "negative",
  negative: "negative",
  阳性: "positive",
  阳: "positive",
  positive: "positive",
  待出: "pending",
  检测中: "pending",
  pending: "pending",
};
const codes: Readonly<Record<string, HealthCode>> = {
  绿码: "green",
  绿: "green",
  绿色: "green",
  green: "green",
  黄码: "amber",
  黄: "amber",
  黄色: "amber",
  amber: "amber",
  红码: "red",
  红: "red",
  红色: "red",
  red: "red",
};

const tidy = (text: string | undefined): string =>
  (text ?? "").normalize("NFKC").trim().toLowerCase();

/** 2022-03-18 14:30, 2022/3/18 14:30:00, 2022年3月18日14时30分: the town's clock. */
function instantOf(text: string, timeZone: string): Instant | undefined {
  const found =
    /^(\d{4})\D(\d{1,2})\D(\d{1,2})\D{1,2}(\d{1,2})\D(\d{1,2})(?:\D(\d{1,2}))?(?:\.\d+)?\D?$/.exec(
      text,
    );
  if (!found) return undefined;
  const [, year = "", month = "", day = "", hour = "", minute = ""] = found;
  const two = (part: string) => part.padStart(2, "0");
  const date = `${year}-${two(month)}-${two(day)}`;
  const midnight = Date.parse(`${date}T00:00:00Z`);
  // 31 February parses as a day of March, or not at all.
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(date))
    return undefined;
  if (Number(hour) > 23 || Number(minute) > 59) return undefined;
  return instantAt(date, `${two(hour)}:${two(minute)}`, timeZone);
}

/**
 * Reads one line. What it says of a test and of a code may come together or alone.
 * @param today of the town, for the identity number
 */
export function readResult(
  cells: Partial<Record<ResultColumn, string>>,
  { timeZone, now, today }: { timeZone: string; now: Instant; today: string },
): { ok: true; line: ResultLine } | { ok: false; fault: ResultFault } {
  const refused = (fault: ResultFault) => ({ ok: false, fault }) as const;
  let identityNumber: string | undefined;
  try {
    identityNumber = identityOf(cells.identityNumber?.trim(), today);
  } catch {
    // Said below: no number, or none that can be.
  }
  if (!identityNumber) return refused("identity");
  const [time, result, code] = [tidy(cells.sampledAt), tidy(cells.result), tidy(cells.healthCode)];
  if (!time && !result && !code) return refused("nothing");
  const sampledAt = time ? instantOf(time, timeZone) : undefined;
  if ((time || result) && !sampledAt) return refused("time");
  if (sampledAt && sampledAt > now) return refused("future");
  const outcome = results[result];
  if (sampledAt && !outcome) return refused("result");
  const healthCode = codes[code];
  if (code && !healthCode) return refused("code");
  return {
    ok: true,
    line: {
      identityNumber,
      test: sampledAt && outcome ? { sampledAt, result: outcome } : undefined,
      healthCode,
    },
  };
}
