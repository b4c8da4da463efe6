/**
 * The process that reads one spreadsheet and ends. It gets a file nobody has looked into, has no
 * secrets, may not write, start programs or load native code, and is stopped when it takes too long or too much.
 */
import type { ReaderAnswer, ReaderRequest } from "./reader-messages.ts";
import { readBytes } from "./reading.ts";

process.once("disconnect", () => process.exit());
process.once("message", ({ file, limits }: ReaderRequest) => {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  void readBytes(bytes, limits, send).finally(() => process.disconnect());
});

/** Sends, and lets the channel carry it away before going on. */
function send(answer: ReaderAnswer): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(answer, undefined, {}, (error) => (error ? reject(error) : resolve()));
  });
}
