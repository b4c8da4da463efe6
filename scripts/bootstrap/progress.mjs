/** Says on the terminal what is being waited for, when the wait is longer than a second. */

const patienceMs = 1_000;
/** A terminal's line is rewritten every second; into a file goes a line now and then. */
const reminderMs = process.stdout.isTTY ? 1_000 : 15_000;

/**
 * @template T
 * @param {string | (() => string)} what printed as it is, or as it is then, followed by how long
 *   it took
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProgress(what, work) {
  const startedAt = performance.now();
  const doing = typeof what === "string" ? () => what : what;
  const seconds = () => `${((performance.now() - startedAt) / 1000).toFixed(0)} s`;
  let isSaid = false;
  let timer = setTimeout(() => {
    sayWaiting(`  ${doing()} …`);
    isSaid = true;
    timer = setInterval(() => sayWaiting(`  ${doing()} … ${seconds()}`), reminderMs);
  }, patienceMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    if (isSaid) sayDone(`  ${doing()}: ${seconds()}`);
  }
}

const startOfLine = "\r\u001B[K";

/** @param {string} line */
function sayWaiting(line) {
  if (process.stdout.isTTY) process.stdout.write(startOfLine + line);
  else console.log(line);
}

/** @param {string} line */
function sayDone(line) {
  console.log(process.stdout.isTTY ? startOfLine + line : line);
}
