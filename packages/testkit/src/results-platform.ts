/** The other side of docs/connectors.md: a platform over HTTP that can be slow, busy or broken. */
import http from "node:http";
import type { AddressInfo } from "node:net";
import type { HealthCode, TestOutcome } from "@lianfang/core/checkpoints/evidence.ts";

export interface KnownResult {
  identityNumber: string;
  healthCode?: HealthCode;
  test?: { sampledAt: string; result: TestOutcome };
}

/** How it fares: as it should, or with a fault of its own. */
export type Fault =
  | { is: "silent" }
  | { is: "status"; status: number; headers?: Record<string, string> }
  | { is: "body"; body: string };

export interface ResultsPlatform {
  url: URL;
  token: string;
  /** The numbers of each question, as they came. */
  questions: string[][];
  /** Besides the names of the fields that came with them. */
  fields: Set<string>;
  know(result: KnownResult): void;
  /** Whatever it is asked from now on; undefined for as it should. */
  fail(fault: Fault | undefined): void;
  close(): Promise<void>;
}

const bodyOf = async (request: http.IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
};

export async function startResultsPlatform(): Promise<ResultsPlatform> {
  const token = "a-token-for-the-township";
  const known = new Map<string, KnownResult>();
  const questions: string[][] = [];
  const fields = new Set<string>();
  let fault: Fault | undefined;
  const answer = async (request: http.IncomingMessage, response: http.ServerResponse) => {
    const asked: { identityNumbers: string[] } = JSON.parse(await bodyOf(request));
    if (request.headers.authorization !== `Bearer ${token}`) {
      response.writeHead(401).end();
      return;
    }
    for (const field of Object.keys(asked)) fields.add(field);
    questions.push(asked.identityNumbers);
    if (fault?.is === "silent") return;
    if (fault?.is === "status") {
      response.writeHead(fault.status, fault.headers).end();
      return;
    }
    const results = asked.identityNumbers.flatMap((number) => known.get(number) ?? []);
    response.writeHead(200, { "content-type": "application/json" });
    response.end(fault?.is === "body" ? fault.body : JSON.stringify({ results }));
  };
  const server = http.createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`http://127.0.0.1:${port}/results`),
    token,
    questions,
    fields,
    know: (result) => known.set(result.identityNumber, result),
    fail(next) {
      fault = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
