/** Phones in a process of their own, so that they don't take the server's time: each sends as fast as it is answered. */
import { Agent, request } from "node:http";
import { v7 as uuidv7 } from "uuid";

export interface PushLoad {
  port: number;
  /** A session for each phone. */
  tokens: readonly string[];
  /** What they send, each under an id of its own; by turns. */
  commands: readonly { procedure: string; input: object }[];
  /** Commands in one push. */
  together: number;
  ms: number;
  at: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

function post(port: number, token: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      cookie: `lianfang=${token}`,
    };
    const path = "/api/sync/push";
    const sent = request(
      { agent, port, host: "127.0.0.1", method: "POST", path, headers },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("end", () => resolve(Buffer.concat(parts).toString()));
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

/** @returns how many commands were accepted */
async function phone(load: PushLoad, token: string, seat: number, until: number): Promise<number> {
  const device = { id: uuidv7(), label: "", appVersion: "bench", protocol: 1, clock: load.at };
  let key: string | undefined;
  let accepted = 0;
  for (let turn = 0; performance.now() < until; turn += 1) {
    const sent = load.commands[(seat + turn) % load.commands.length];
    const commands = Array.from({ length: load.together }, () => ({
      ...sent,
      id: uuidv7(),
      happenedAt: load.at,
    }));
    const answer = JSON.parse(
      await post(load.port, token, JSON.stringify({ device: { ...device, key }, commands })),
    );
    key = answer.deviceKey ?? key;
    if (!answer.outcomes) throw new Error(JSON.stringify(answer));
    for (const { is } of answer.outcomes) if (is === "accepted") accepted += 1;
  }
  return accepted;
}

process.on("message", async (load: PushLoad) => {
  const from = performance.now();
  const until = from + load.ms;
  const all = await Promise.all(load.tokens.map((token, seat) => phone(load, token, seat, until)));
  const accepted = all.reduce((sum, each) => sum + each, 0);
  process.send?.({ accepted, ms: performance.now() - from });
});
