/**
 * Once a test run: hands the test cluster's address to the test files, which run in processes of
 * their own. The cluster is started when the first of them asks, so that runs without a database
 * don't wait for one.
 */
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { TestProject } from "vitest/node";
import { type RunningTestCluster, startTestCluster } from "./cluster.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Answers a GET with the test cluster as JSON, see {@link TestCluster}. */
    testClusterAddress: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let starting: Promise<RunningTestCluster> | undefined;
  const secretPath = `/${randomBytes(16).toString("hex")}`;
  const door = createServer(async (request, response) => {
    if (request.url !== secretPath) return void response.writeHead(404).end();
    starting ??= startTestCluster();
    await starting
      .then(({ stop: _, ...cluster }) => response.end(JSON.stringify(cluster)))
      .catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  project.provide("testClusterAddress", `http://127.0.0.1:${await listen(door)}${secretPath}`);
  return async () => {
    door.closeAllConnections();
    door.close();
    const cluster = await starting?.catch(() => undefined);
    await cluster?.stop();
  };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("the door has no port");
  return address.port;
}
