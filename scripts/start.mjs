/** `npm start`: from a fresh clone to a running server. */
import "./bootstrap/check-node.mjs";

const { startHelp } = await import("./bootstrap/help.mjs");
const { bootstrap } = await import("./bootstrap/bootstrap.mjs");
const { handOver } = await import("./bootstrap/hand-over.mjs");

if (process.argv.slice(2).some((argument) => argument === "--help" || argument === "-h")) {
  console.log(startHelp());
} else {
  await handOver(await bootstrap({ build: true }), "packages/server/src/main.ts");
}
