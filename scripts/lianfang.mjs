/** `npm run lianfang -- <command>`: the operators' command line. */
import "./bootstrap/check-node.mjs";

const { bootstrap } = await import("./bootstrap/bootstrap.mjs");
const { handOver } = await import("./bootstrap/hand-over.mjs");

await handOver(await bootstrap({ build: true }), "packages/server/src/cli/main.ts");
