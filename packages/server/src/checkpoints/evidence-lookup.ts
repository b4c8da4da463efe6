/** What cards and tests say of people, for many crossings at once. */
import type { Lookups } from "@lianfang/core/checkpoints/facts.ts";
import { checkCard, claimedSerial } from "@lianfang/core/checkpoints/pass-card.ts";
import type { PassVerdict } from "@lianfang/core/checkpoints/pass-verdict.ts";
import { nothingRevoked } from "@lianfang/core/checkpoints/revocation.ts";
import type { Instant } from "@lianfang/core/kernel/time.ts";
import type { CommandContext } from "../kernel/context.ts";
import { cardCrypto, passKeyOf } from "./pass-crypto.ts";
import { cardsBySerial, type KnownCard, lastOuts, useKey } from "./pass-use-store.ts";
import { latestResults } from "./result-store.ts";

type Scope = Pick<CommandContext, "db" | "town" | "kernel" | "now">;

export interface Carried {
  passText: string;
  at: Instant;
}

export interface Shown {
  passText: string | undefined;
  /** The identity number or plate shown beside the card. */
  shown: string | undefined;
  /** Of the vehicle it was shown in. */
  plate?: string | undefined;
  at: Instant;
  /** Keyed digest (in hex) of the identity number. */
  blind: string | undefined;
}

export interface CarriedFacts {
  of(shown: Shown): Pick<Lookups, "pass" | "householdLastOutAt" | "test" | "healthCode">;
}

export async function carriedFacts(
  context: Scope,
  carried: readonly Carried[],
  blinds: readonly Buffer[],
): Promise<CarriedFacts> {
  const uses = carried.flatMap(({ passText, at }) => {
    const serial = claimedSerial(passText);
    return serial ? [{ serial, at }] : [];
  });
  const serials = [...new Set(uses.map(({ serial }) => serial))];
  const cards = await cardsBySerial(context, serials);
  const outs = await lastOuts(context, uses);
  const results = await latestResults(context, blinds, context.now);
  return {
    of({ passText, shown, plate, at, blind }) {
      const known = blind ? results.get(blind) : undefined;
      const pass = passText ? verdictOn(context, passText, { shown, plate, at }, cards) : undefined;
      if (pass?.is !== "valid") return { pass, ...known };
      return { pass, householdLastOutAt: outs.get(useKey(pass.serial, at)), ...known };
    },
  };
}

/**
 * As a guard's device says, and besides what only the town knows: whether the card had been reported
 * lost or revoked by then.
 */
export function verdictOn(
  { kernel, town }: Pick<Scope, "kernel" | "town">,
  text: string,
  { shown, plate, at }: Pick<Shown, "shown" | "plate" | "at">,
  cards: ReadonlyMap<number, KnownCard>,
): PassVerdict {
  const { publicKey } = passKeyOf(kernel.keys, town.townId);
  const verdict = checkCard(
    text,
    {
      townId: town.townId,
      publicKeys: [publicKey],
      revocations: nothingRevoked,
      now: at,
      shown,
      plate,
    },
    cardCrypto,
  );
  if (verdict.is !== "valid") return verdict;
  const card = cards.get(verdict.serial);
  // Signed with our key and yet none of ours: the register was set back to an earlier day.
  if (!card) return verdict;
  const isOver = card.state !== "issued" && card.endedAt !== null && card.endedAt <= at;
  if (!isOver) return verdict;
  return {
    is: "refused",
    why: card.state === "lost" ? "lost" : "revoked",
    serial: verdict.serial,
  };
}
