/** What cards and tests say of people, for many crossings at once. */
import type { Lookups } from "@lianfang/core/checkpoints/facts.ts";
import {
  checkCard,
  claimedSerial,
  holderMark,
  typedSerial,
} from "@lianfang/core/checkpoints/pass-card.ts";
import type {
  PassKind,
  PassRefusal,
  PassVerdict,
} from "@lianfang/core/checkpoints/pass-verdict.ts";
import { nothingRevoked } from "@lianfang/core/checkpoints/revocation.ts";
import { type Instant, townDay } from "@lianfang/core/kernel/time.ts";
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
  /** And of the plate. */
  plateBlind?: string | undefined;
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
    of({ passText, shown, plate, at, blind, plateBlind }) {
      const known = blind ? results.get(blind) : undefined;
      const pass = passText
        ? verdictOn(context, passText, { shown, plate, at, blind, plateBlind }, cards)
        : undefined;
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
  { shown, plate, at, blind, plateBlind }: Pick<Shown, "shown" | "plate" | "at"> & Partial<Shown>,
  cards: ReadonlyMap<number, KnownCard>,
): PassVerdict {
  const typed = typedSerial(text);
  if (typed) {
    const beside = shown === undefined ? undefined : blind;
    const { timeZone } = town;
    return byNumber(typed, cards.get(typed), { at, blind: beside, shown, plateBlind, timeZone });
  }
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
  const why = endedBy(card, at);
  return why ? { is: "refused", why, serial: verdict.serial } : verdict;
}

function endedBy({ state, endedAt }: KnownCard, at: Instant): "lost" | "revoked" | undefined {
  if (state === "issued" || endedAt === null || endedAt > at) return undefined;
  return state === "lost" ? "lost" : "revoked";
}

/** Of a card whose code could not be read: what the register says of its number. */
function byNumber(
  serial: number,
  card: KnownCard | undefined,
  {
    at,
    blind,
    shown,
    plateBlind,
    timeZone,
  }: Pick<Shown, "at" | "blind" | "shown" | "plateBlind"> & { timeZone: string },
): PassVerdict {
  const refused = (why: PassRefusal): PassVerdict => ({ is: "refused", why, serial });
  if (!card) return refused("unreadable");
  const day = townDay(at, timeZone);
  if (day < card.validFrom) return refused("not-yet");
  if (day > card.validUntil) return refused("expired");
  const ended = endedBy(card, at);
  if (ended) return refused(ended);
  const { kind, everyDays, holderKey } = card;
  const beside = { person: blind, vehicle: plateBlind, household: undefined }[kind];
  if (beside !== undefined && beside !== holderKey) return refused("someone-else");
  // Of the identity card the last six characters may be all that was written down.
  const isEnding = kind === "person" && beside === undefined && shown !== undefined;
  if (isEnding && !isSameHolder(kind, card.holder(), shown)) return refused("someone-else");
  return { is: "valid", serial, kind, ...(everyDays && { everyDays }) };
}

const isSameHolder = (kind: PassKind, holder: string | undefined, shown: string): boolean =>
  holder === undefined || holderMark(kind, holder) === holderMark(kind, shown);
