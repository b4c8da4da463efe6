/** `npm test`: everything that is checked, from a fresh clone too. */
import "./bootstrap/check-node.mjs";

const { bootstrap } = await import("./bootstrap/bootstrap.mjs");
const { handOver } = await import("./bootstrap/hand-over.mjs");

// A build that fails is a finding of the tests, not the end of them.
await handOver(await bootstrap({ build: false }), "scripts/test/run.ts");
