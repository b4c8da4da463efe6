/** What can go wrong when a document is made into a file. */
import { Problem } from "@lianfang/core/kernel/problems.ts";

/**
 * The renderer failed: a fault of ours, not of whoever asked. Code `documents.notRendered`.
 * `reason` is for the log; it names places in the layout, never what the document says.
 */
export class DocumentError extends Problem {
  readonly reason: string;
  constructor(format: "docx" | "pdf", reason: string) {
    super("documents.notRendered", 500, { format });
    this.name = "DocumentError";
    this.reason = reason;
  }
}
