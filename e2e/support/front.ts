/** Stands before the server as a town's proxy does; can give out the app as if it were a newer one. */
import http from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface Front {
  address: string;
  /** From now on the phone's service worker is another one. */
  giveNewerApp(): void;
  stop(): void;
}

/** The same worker of another version: it keeps its files apart from the last one's. */
function newer(worker: string): string {
  const changed = worker.replace(/(["'`])[0-9a-f]{16}\1/, "$1newer$1");
  if (changed === worker) throw new Error("a worker without a version");
  return changed;
}

export async function startFront(behind: string): Promise<Front> {
  let isNewer = false;
  const { hostname, port } = new URL(behind);
  const server = http.createServer((request, response) => {
    const { method, url, headers } = request;
    const changes = isNewer && url === "/field-worker.js";
    // What is changed must come plain, and whole although the browser knows the one before.
    const { "if-none-match": _, "if-modified-since": __, ...fresh } = headers;
    const asked = changes ? { ...fresh, "accept-encoding": "identity" } : headers;
    const onward = http.request({ hostname, port, method, path: url, headers: asked }, (answer) => {
      const { "content-length": length, ...rest } = answer.headers;
      const isSame = length !== undefined && !changes;
      response.writeHead(
        answer.statusCode ?? 502,
        isSame ? { ...rest, "content-length": length } : rest,
      );
      if (!changes) return answer.pipe(response);
      void text(answer).then((worker) => response.end(newer(worker)));
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    giveNewerApp: () => {
      isNewer = true;
    },
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
