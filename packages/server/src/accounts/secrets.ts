/** Passwords and initial codes: how they are made, kept and compared. */
import { createHmac, hkdfSync, randomInt, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { hash, verify } from "@node-rs/argon2";
import type { InstanceKeys } from "../kernel/vault/keys.ts";

// Argon2id with 19 MiB, two passes, one lane: OWASP Password Storage Cheat Sheet.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), cost);
}

let decoy: Promise<string> | undefined;

/** Takes as long where there is no password: an answer's time doesn't tell which names exist. */
export async function passwordMatches(
  password: string,
  kept: string | null | undefined,
): Promise<boolean> {
  decoy ??= hashPassword("nobody's");
  const isRight = await verify(kept ?? (await decoy), password.normalize("NFKC"));
  return isRight && typeof kept === "string";
}

let common: ReadonlySet<string> | undefined;

/** @param password in lower case */
export function isCommonPassword(password: string): boolean {
  common ??= new Set(
    readFileSync(new URL("common-passwords.txt", import.meta.url), "utf8")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#")),
  );
  return common.has(password);
}

// Without 0 O 1 I L: codes are read aloud and written on paper.
const letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/** A code for people to type: three groups of four, 59 random bits. */
export function newCode(): string {
  return grouped(Array.from({ length: 12 }, () => letters[randomInt(letters.length)]).join(""));
}

/** A code of the same look that follows from a secret and a purpose. */
export function codeFrom(secret: Buffer, purpose: string): string {
  const digest = createHmac("sha256", secret).update(purpose).digest();
  const picked = [...digest.subarray(0, 12)].map((byte) => letters[byte % letters.length]);
  return grouped(picked.join(""));
}

function grouped(code: string): string {
  return code.replace(/(.{4})(?=.)/g, "$1-");
}

/** Whether two codes are the same, as people type them: without regard to case and separators. */
export function sameCode(typed: string, code: string): boolean {
  return sameText(bare(typed), bare(code));
}

function bare(code: string): string {
  return code
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "");
}

function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function keyFor({ master }: InstanceKeys, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", master, "", purpose, 32));
}

/** What is kept of an account's code: useless without the instance's key, and for other accounts. */
export function codeDigest(keys: InstanceKeys, accountId: string, code: string): string {
  const hmac = createHmac("sha256", keyFor(keys, "initial-code"));
  return hmac.update(`${accountId}\n${bare(code)}`).digest("base64url");
}

export function codeMatches(digest: string, kept: string | null | undefined): boolean {
  return sameText(digest, kept ?? "") && typeof kept === "string";
}

/** The key under which tries are counted: names and addresses are never kept in clear. */
export function tryKey(keys: InstanceKeys, ...what: string[]): Buffer {
  return createHmac("sha256", keyFor(keys, "tries")).update(what.join("\n")).digest();
}
