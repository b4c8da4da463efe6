import { m } from "@lianfang/messages/messages.js";
import { useDates } from "../kernel/clock.ts";
import type { DeviceRow } from "./words.ts";

/** Below that a clock is right. */
const tolerated = 60;

/** How far a phone's clock was off at its last contact: 快3分钟. */
export function useClockText(): (device: Pick<DeviceRow, "skewSeconds">) => string {
  const dates = useDates();
  return ({ skewSeconds }) => {
    const off = Math.abs(skewSeconds);
    if (off < tolerated) return m["sync.clock.right"]();
    const span = dates.span(Math.round(off / 60));
    return skewSeconds > 0 ? m["sync.clock.fast"]({ span }) : m["sync.clock.slow"]({ span });
  };
}
