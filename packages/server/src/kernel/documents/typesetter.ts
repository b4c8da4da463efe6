/** The typesetting process as the server sees it: started when needed, replaced when worn, ended when idle. */
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { DocumentError } from "./problems.ts";

export interface TypesetterRequest {
  id: number;
  layout: Layout;
  /** JSON for the layout. */
  data: string;
}

/** The layouts there are, each in a file of its name. */
export type Layout = "official" | "cards";

export interface TypesetterAnswer {
  id: number;
  pdf?: Uint8Array;
  /** Why there is none. */
  reason?: string;
}

interface Waiting {
  resolve(pdf: Uint8Array): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
}

const TYPESETTER = fileURLToPath(new URL("./typesetter-process.ts", import.meta.url));
/** About 40 MB of wear. */
const DOCUMENTS_A_PROCESS = 100;
const IDLE_MS = 120_000;
const DEADLINE_MS = 30_000;

class Typesetter {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  readonly #idle: NodeJS.Timeout;
  #documents = 0;

  constructor() {
    this.#process = fork(TYPESETTER, [], {
      execArgv: ["--permission", "--allow-addons", "--allow-fs-read=*"],
      env: process.platform === "win32" ? { SystemRoot: process.env.SystemRoot } : {},
      serialization: "advanced",
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    this.#process.on("message", (answer: TypesetterAnswer) => this.#answered(answer));
    this.#process.once("exit", (code, signal) => this.#ended(`exit ${code ?? signal}`));
    this.#process.once("error", (error) => this.#ended(error.message));
    this.#idle = setTimeout(() => this.retire(), IDLE_MS).unref();
    this.#letGo();
  }

  get isWorn(): boolean {
    return this.#documents >= DOCUMENTS_A_PROCESS || !this.#process.connected;
  }

  render(data: string, layout: Layout): Promise<Uint8Array> {
    const id = ++this.#documents;
    this.#idle.refresh();
    this.#process.ref();
    this.#process.channel?.ref();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#process.kill("SIGKILL"), DEADLINE_MS);
      this.#waiting.set(id, { resolve, reject, timer });
      // A failure to send is followed by the exit, which answers everyone waiting.
      this.#process.send({ id, layout, data } satisfies TypesetterRequest, () => {});
    });
  }

  /** Ends the process once nobody waits for it. */
  retire(): void {
    if (this.#waiting.size === 0) this.#process.kill("SIGKILL");
  }

  #answered({ id, pdf, reason }: TypesetterAnswer): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (waiting) clearTimeout(waiting.timer);
    if (pdf) waiting?.resolve(pdf);
    else waiting?.reject(new DocumentError("pdf", reason ?? "no answer"));
    if (this.#waiting.size > 0) return;
    if (this.isWorn) this.retire();
    else this.#letGo();
  }

  #ended(reason: string): void {
    clearTimeout(this.#idle);
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(new DocumentError("pdf", reason));
    }
    this.#waiting.clear();
  }

  /** An idle typesetter must not keep the server from ending. */
  #letGo(): void {
    this.#process.unref();
    this.#process.channel?.unref();
  }
}

let current: Typesetter | undefined;

/**
 * Lays a document out and gives the pdf.
 * @param data JSON as the layout reads it
 * @throws DocumentError
 */
export function typeset(data: string, layout: Layout = "official"): Promise<Uint8Array> {
  if (!current || current.isWorn) current = new Typesetter();
  return current.render(data, layout);
}
