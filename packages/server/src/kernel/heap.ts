/** How generously this process uses memory. */
import { setFlagsFromString } from "node:v8";

/**
 * Has the heap tidied up when it has grown by a quarter. Left to itself V8 lets it grow to a multiple
 * of what is in use while much is made at once, as when a register of 50,000 people comes in, and
 * gives little of it back. Its nursery can only be set on the command line: see `npm start`.
 */
export function keepHeapSmall(): void {
  setFlagsFromString("--heap-growing-percent=25");
}
