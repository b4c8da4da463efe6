/** How a PIN must be, and how wrong ones are slowed down. Pure. */

export const pinLength = 6;
/** After so many wrong ones the PIN opens nothing any more, and what is held is deleted. */
export const mostWrongPins = 10;
const freeTries = 3;
const firstPauseMs = 30_000;
const longestPauseMs = 15 * 60_000;

export type PinFault = "length" | "simple";

/** Six digits, and none of those everybody tries first. */
export function pinFault(pin: string): PinFault | undefined {
  if (!/^\d{6}$/.test(pin)) return "length";
  const steps = [...pin].slice(1).map((digit, at) => Number(digit) - Number(pin[at]));
  const isEven = steps.every((step) => step === steps[0] && Math.abs(step) <= 1);
  const isRepeated = pin.slice(0, 3) === pin.slice(3) || /^(..)\1\1$/.test(pin);
  return isEven || isRepeated ? "simple" : undefined;
}

/**
 * How long to wait before another try.
 * @param failures in a row
 * @param failedAt of the last, by this phone's clock; one that is in the future counts as now
 */
export function pinPauseMs(failures: number, failedAt: number, now: number): number {
  if (failures < freeTries) return 0;
  const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - freeTries));
  const passed = now - failedAt;
  return passed < 0 ? pause : Math.max(0, pause - passed);
}
