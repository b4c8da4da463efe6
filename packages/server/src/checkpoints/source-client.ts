/** Asks the county's platform over HTTP. Whatever it does wrong comes back as a failure, never thrown. */
import {
  SourceAnswer,
  type SourceFailure,
  type SourceQuestion,
} from "@lianfang/core/checkpoints/result-source.ts";
import type { Connection } from "../kernel/connectors.ts";

export type Asked =
  | { ok: true; answer: SourceAnswer }
  | { ok: false; failure: SourceFailure; retryAfter?: string | undefined };

/** A guard has ten seconds for a person. */
const patienceMs = 3_000;
const mostBytes = 1_000_000;

export async function askSource(
  { url, token }: Connection,
  question: SourceQuestion,
): Promise<Asked> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(question),
      // To the address the operator gave, and to no other.
      redirect: "manual",
      signal: AbortSignal.timeout(patienceMs),
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      return {
        ok: false,
        failure: failureOf(response.status),
        retryAfter: response.headers.get("retry-after") ?? undefined,
      };
    }
    const answer = SourceAnswer.safeParse(await jsonIn(response));
    return answer.success
      ? { ok: true, answer: answer.data }
      : { ok: false, failure: "unreadable" };
  } catch (error) {
    const isLate = error instanceof DOMException && error.name === "TimeoutError";
    return { ok: false, failure: isLate ? "timeout" : "unreachable" };
  }
}

function failureOf(status: number): SourceFailure {
  if (status === 401 || status === 403) return "refused";
  return status === 429 ? "busy" : "failed";
}

/** @returns undefined for what is none, or too long to be an answer */
async function jsonIn(response: Response): Promise<unknown> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.length;
    if (bytes > mostBytes) return undefined;
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString("utf8"));
  } catch {
    return undefined;
  }
}
