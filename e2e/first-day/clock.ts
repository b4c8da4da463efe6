/**
 * Loaded before the server (`node --import`): its clock runs on from a moment of the test's choosing
 * and is set anew by message, so that a day from dawn to the evening's bulletin takes a minute.
 * Nothing else of the server is touched.
 */
import { settableClock, systemClock } from "@lianfang/server/kernel/clock.ts";

const clock = settableClock(process.env.LIANFANG_TEST_NOW ?? new Date().toISOString());
systemClock.now = clock.now;

process.on("message", (instant) => {
  clock.set(String(instant));
  process.send?.("set");
});
