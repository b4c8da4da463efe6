/** Talking to the server from the phone: the sync doors, and the few calls of signing in. */
import { Me } from "@lianfang/core/accounts/contract.ts";
import type { Reply } from "@lianfang/core/sync/phone/world.ts";
import { v7 as newId } from "uuid";
import { z } from "zod";
import { currentLocale } from "../../kernel/locale.ts";

const patienceMs = 30_000;

/**
 * What a phone's session is nothing without. It is kept sealed, so that the cookie alone, which the
 * browser holds while the phone is locked, opens nothing.
 */
let proof: string | undefined;

/** @param kept undefined while the phone is locked */
export function setProof(kept: string | undefined): void {
  proof = kept;
}

export function currentProof(): string | undefined {
  return proof;
}

function newProof(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .slice(0, 43);
}

const Problem = z.object({
  code: z.string(),
  message: z.string(),
  data: z.looseObject({ mend: z.string().optional() }).optional(),
});

export type Answer =
  | { is: "answered"; body: unknown }
  | { is: "refused"; status: number; code: string; message: string; mend: string }
  | { is: "unreachable" };

/** What isn't in the server's own form is no answer of the server's: a hotel's network answers too. */
export async function ask(path: string, body?: unknown, shown = proof): Promise<Answer> {
  try {
    const response = await fetch(path, {
      method: body === undefined ? "GET" : "POST",
      headers: {
        "accept-language": currentLocale(),
        ...(shown === undefined ? {} : { "x-lianfang-phone": shown }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(patienceMs),
    });
    const said: unknown = await response.json();
    if (response.ok) return { is: "answered", body: said };
    const { data } = Problem.safeParse(said);
    if (!data) return { is: "unreachable" };
    const { code, message } = data;
    return { is: "refused", status: response.status, code, message, mend: data.data?.mend ?? "" };
  } catch {
    return { is: "unreachable" };
  }
}

export const send = (path: "push" | "pull" | "wiped", body: unknown): Promise<Reply> =>
  ask(`/api/sync/${path}`, body);

export async function whoAmI(): Promise<Me | undefined> {
  const answer = await ask("/api/accounts/me");
  return answer.is === "answered" ? Me.safeParse(answer.body).data : undefined;
}

const Welcome = z.object({
  towns: z.array(z.object({ townId: z.string(), name: z.string(), nameEn: z.string().optional() })),
  /** A demo's, to look around with. */
  demoCards: z
    .array(
      z.object({
        role: z.string(),
        displayName: z.string(),
        scopeName: z.string(),
        userName: z.string(),
        password: z.string(),
      }),
    )
    .catch([]),
});
export type Welcome = z.infer<typeof Welcome>;
export type DemoCard = Welcome["demoCards"][number];

/** The towns this server carries. */
export async function welcome(): Promise<Welcome | undefined> {
  const answer = await ask("/api/organization/welcome");
  return answer.is === "answered" ? Welcome.safeParse(answer.body).data : undefined;
}

/** Opens a session under a new proof; where that fails the one so far stays. */
export async function signInWith(who: {
  townId: string | undefined;
  userName: string;
  password: string;
}): Promise<Answer> {
  const fresh = newProof();
  const answer = await ask("/api/accounts/sign-in", { id: newId(), ...who }, fresh);
  if (answer.is === "answered") proof = fresh;
  return answer;
}

/** The session ends where the server can be reached; the phone is wiped in any case. */
export const endSession = (): Promise<Answer> => ask("/api/accounts/sign-out", { id: newId() });
