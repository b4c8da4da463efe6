/** The readings owed today, from what a phone holds and what it has recorded itself. Pure. */
import { isOwed, type Occurrence, settle, type WindowState, windowState } from "../duties/rules.ts";
import { type Day, type Instant, townDay } from "../kernel/time.ts";
import type { PulledOrder, PulledWindows } from "./pulled.ts";
import { owedSpan } from "./rules.ts";

/** A reading recorded on this phone, as its outbox has it. */
export interface RecordedReading {
  orderId: string;
  celsius: number;
  takenAt: Instant;
  /** Refused ones settle nothing. */
  sending: "waiting" | "sent" | "refused";
}

export interface OwedReading {
  order: PulledOrder;
  window: Occurrence;
  state: WindowState;
  celsius: number | undefined;
  isFever: boolean;
  sending: RecordedReading["sending"] | undefined;
}

interface Settling {
  happenedAt: Instant;
  celsius: number;
  sending: RecordedReading["sending"] | undefined;
}

/**
 * @param days as they are held; the town's day must be among them for anything to be owed
 * @param now the town's
 */
export function owedReadings(
  orders: readonly PulledOrder[],
  days: readonly PulledWindows[],
  recorded: readonly RecordedReading[],
  now: Instant,
  timeZone: string,
): OwedReading[] {
  const today: Day = townDay(now, timeZone);
  const duty = days.find(({ day }) => day === today);
  if (!duty) return [];
  const byOrder = Map.groupBy(recorded, ({ orderId }) => orderId);
  return orders.flatMap((order) => {
    const span = owedSpan(order, order.issuedAt, undefined);
    const windows = duty.windows.filter((window) => isOwed(window, span));
    const own = byOrder.get(order.orderId) ?? [];
    const settled = settle(windows, settling(order, own)).windows;
    return settled.map(({ window, record }) => {
      const refused = own.find(
        ({ sending, takenAt }) =>
          sending === "refused" && takenAt >= window.from && takenAt < window.closesAt,
      );
      return {
        order,
        window,
        state: windowState(window, record, now),
        celsius: record?.celsius,
        isFever: record !== undefined && record.celsius >= duty.feverCelsius,
        sending: record ? record.sending : refused?.sending,
      };
    });
  });
}

/** The phone's own stand first: what was recorded here is known not to be on the server yet. */
function settling(order: PulledOrder, own: readonly RecordedReading[]): Settling[] {
  const here = own.filter(({ sending }) => sending !== "refused");
  const isHere = (takenAt: Instant) => here.some((reading) => reading.takenAt === takenAt);
  return [
    ...here.map(({ takenAt, celsius, sending }) => ({ happenedAt: takenAt, celsius, sending })),
    ...order.readings
      .filter(({ takenAt }) => !isHere(takenAt))
      .map(({ takenAt, celsius }) => ({ happenedAt: takenAt, celsius, sending: undefined })),
  ];
}
