/** What the phone holds of checkpoints, and a decision by it: the very function the server runs. */
import { fromBase45 } from "@lianfang/core/checkpoints/base45.ts";
import type { Decision } from "@lianfang/core/checkpoints/decision.ts";
import { decideOn, type Lookups } from "@lianfang/core/checkpoints/facts.ts";
import {
  checkCard,
  claimedSerial,
  isBearer,
  typedSerial,
} from "@lianfang/core/checkpoints/pass-card.ts";
import type { PassVerdict } from "@lianfang/core/checkpoints/pass-verdict.ts";
import {
  PulledKit,
  PulledPost,
  PulledRules,
  PulledTraveller,
} from "@lianfang/core/checkpoints/pulled.ts";
import { isCancelled } from "@lianfang/core/checkpoints/revocation.ts";
import { passUseMinutes } from "@lianfang/core/checkpoints/same-crossing.ts";
import { addMinutes, type Instant, minutesBetween } from "@lianfang/core/kernel/time.ts";
import { useMemo } from "react";
import { useToday } from "../kernel/field/clock.ts";
import { useHeld, useMe, useOutbox } from "../kernel/field/phone.ts";
import { cardCrypto } from "./card-crypto.ts";
import { crossingPerson, type TypedCrossing, type TypedPerson } from "./field-form.ts";
import { type CardUse, cardUses, ownCrossings } from "./field-records.ts";

const readPost = (content: unknown) => PulledPost.safeParse(content).data;
const readRules = (content: unknown) => PulledRules.safeParse(content).data;
const readKit = (content: unknown) => PulledKit.safeParse(content).data;
const readTraveller = (content: unknown) => PulledTraveller.safeParse(content).data;

export const usePosts = () => useHeld("checkpoints.posts", readPost);

export interface Kit {
  rules: PulledRules;
  timeZone: string;
  townId: string;
  publicKeys: Uint8Array[];
  revocations: PulledKit["revocations"];
  travellers: ReadonlyMap<number, PulledTraveller>;
  /** Of cards on this phone, by serial: oldest first. */
  uses: ReadonlyMap<number | undefined, readonly CardUse[]>;
}

/** Undefined until the phone has been in contact once, or when that is too long ago. */
export function useKit(): Kit | undefined {
  const { timeZone } = useMe().town;
  const today = useToday();
  const days = useHeld("checkpoints.rules", readRules);
  const [kit] = useHeld("checkpoints.kit", readKit);
  const travellers = useHeld("checkpoints.travellers", readTraveller);
  const outbox = useOutbox();
  return useMemo(() => {
    const rules = days.find(({ day }) => day === today);
    if (!rules || !kit) return undefined;
    return {
      rules,
      timeZone,
      townId: kit.townId,
      publicKeys: kit.passKeys.flatMap((key) => fromBase45(key) ?? []),
      revocations: kit.revocations,
      travellers: new Map(travellers.map((each) => [each.serial, each])),
      uses: Map.groupBy(cardUses(ownCrossings(outbox)), ({ passText }) => claimedSerial(passText)),
    };
  }, [days, kit, travellers, outbox, today, timeZone]);
}

/** What somebody shows, as typed or as recorded. */
interface Shown {
  passText?: string | undefined;
  isIdentityCardShown?: boolean | undefined;
  identityNumber?: string | undefined;
  identityEnding?: string | undefined;
}

/** What the phone knows of whoever shows this card. */
export function lookupsOf(
  shown: Shown,
  plate: string | undefined,
  kit: Kit,
  now: Instant,
): Lookups & { traveller?: PulledTraveller | undefined } {
  const { passText, isIdentityCardShown, identityNumber, identityEnding } = shown;
  if (!passText) return {};
  const beside = isIdentityCardShown ? (identityNumber ?? identityEnding) : undefined;
  const number = typedSerial(passText);
  const pass = number
    ? byNumber(number, kit, { shown: beside, plate })
    : checkCard(passText, { ...kit, now, shown: beside, plate }, cardCrypto);
  if (pass.is !== "valid") return { pass };
  const traveller = kit.travellers.get(pass.serial);
  const { lastOutAt, test, healthCode } = traveller ?? {};
  const householdLastOutAt = latest(lastOutAt, ownUse(pass.serial, "out", kit, now)?.at);
  return { pass, traveller, householdLastOutAt, test, healthCode };
}

/** The last use of a card on this phone in one direction, before an instant. */
function ownUse(
  serial: number,
  direction: "in" | "out",
  { uses }: Kit,
  before: Instant,
): CardUse | undefined {
  return uses.get(serial)?.findLast((use) => use.direction === direction && use.at < before);
}

function latest(one: Instant | undefined, other: Instant | undefined): Instant | undefined {
  return one === undefined || (other !== undefined && other > one) ? other : one;
}

/** A number alone proves nothing: it counts for a card that is known here, whose name the guard compares. */
function byNumber(
  serial: number,
  { revocations, travellers, townId }: Kit,
  beside: { shown: string | undefined; plate: string | undefined },
): PassVerdict {
  if (isCancelled(serial, revocations)) return { is: "refused", why: "revoked", serial };
  const known = travellers.get(serial);
  if (!known) return { is: "refused", why: "unreadable", serial };
  if (!isBearer(known, { ...beside, townId }, cardCrypto)) {
    return { is: "refused", why: "someone-else", serial };
  }
  const { kind, everyDays } = known;
  return { is: "valid", serial, kind, ...(everyDays && { everyDays }) };
}

export interface Judged extends Decision {
  pass: Lookups["pass"];
  /** Minutes since the same card was used here the same way, where that is no time to come back in. */
  usedMinutesAgo: number | undefined;
  /** Whose card it is, where it is shown here often. */
  traveller: PulledTraveller | undefined;
}

/** What the rules say of one person, by what is typed and what the phone holds. */
export function judged(
  typed: TypedPerson,
  { direction, subject, plate }: Pick<TypedCrossing, "direction" | "subject" | "plate">,
  kit: Kit,
  now: Instant,
): Judged {
  const { timeZone, rules } = kit;
  const person = crossingPerson(typed, now);
  const inVehicle = subject === "person" ? undefined : plate.trim() || undefined;
  const { traveller, ...looked } = lookupsOf(person, inVehicle, kit, now);
  const moment = { direction, crossedAt: now, timeZone };
  const decision = decideOn({ ...person, outcome: "admit" }, moment, looked, rules);
  const usedMinutesAgo = usedAgo(looked.pass, direction, kit, now);
  return { ...decision, pass: looked.pass, usedMinutesAgo, traveller };
}

/** As the office's list of misused cards has it. @param now to the minute */
function usedAgo(
  pass: Lookups["pass"],
  direction: "in" | "out",
  kit: Kit,
  now: Instant,
): number | undefined {
  if (pass?.is !== "valid") return undefined;
  const use = ownUse(pass.serial, direction, kit, addMinutes(now, 1));
  const minutes = use && Math.max(0, Math.floor(minutesBetween(use.at, now)));
  return minutes !== undefined && minutes <= passUseMinutes ? minutes : undefined;
}
