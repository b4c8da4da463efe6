/**
 * How a person of the register lives: where registered and where at home, whose tenant, commuting
 * where, in which listed trade, and who speaks in their stead.
 */
import { z } from "zod";
import { Id } from "../kernel/ids.ts";
import { DivisionCode } from "../policy/divisions.ts";

/** A tenant by where they were since the response began: never left, away, or back again. */
export const Tenancy = z.enum(["stayed", "away", "returned"]);

/** How often somebody works outside the town and comes home. */
export const CommuteFrequency = z.enum(["daily", "weekly", "monthly", "irregular"]);

/** Trades tested and watched more closely than others (重点行业从业人员). */
export const ListedTrade = z.enum([
  "taxi",
  "bus",
  "freight",
  "courier",
  "cold-chain",
  "port",
  "quarantine-site",
  "medical",
  "pharmacy",
  "school",
  "nursing",
  "market",
  "catering",
  "lodging",
  "entertainment",
  "property",
  "cleaning",
  "construction",
]);

/** What the one who speaks for a child or an old person is to them. */
export const ProxyRelation = z.enum([
  "parent",
  "guardian",
  "child",
  "spouse",
  "relative",
  "neighbour",
  "village-official",
]);

const longestAddress = 120;
const longestPlace = 60;
const longestName = 40;
const longestPhone = 20;

/** As they are entered; each may be left out. */
export const circumstances = {
  /** Where registered (户籍地): the division, and the rest of the address. */
  registeredDivision: DivisionCode.optional(),
  registeredAddress: z.string().trim().max(longestAddress).optional(),
  /** Where at home now, when that is not the household's address. */
  livingDivision: DivisionCode.optional(),
  livingAddress: z.string().trim().max(longestAddress).optional(),
  /** Absent for who rents nothing here. */
  tenancy: Tenancy.optional(),
  landlordHouseholdId: Id.optional(),
  /** Absent for who works in the town or not at all. */
  commuteFrequency: CommuteFrequency.optional(),
  commuteDivision: DivisionCode.optional(),
  commutePlace: z.string().trim().max(longestPlace).optional(),
  listedTrade: ListedTrade.optional(),
  /** Who speaks in the person's stead: somebody of the register, or somebody by name. */
  proxyResidentId: Id.optional(),
  proxyName: z.string().trim().max(longestName).optional(),
  proxyPhone: z.string().trim().max(longestPhone).optional(),
  proxyRelation: ProxyRelation.optional(),
};

/** As they are put right: absent stays, null empties. */
export const circumstancesEdit = {
  registeredDivision: circumstances.registeredDivision.nullable(),
  registeredAddress: circumstances.registeredAddress.nullable(),
  livingDivision: circumstances.livingDivision.nullable(),
  livingAddress: circumstances.livingAddress.nullable(),
  tenancy: circumstances.tenancy.nullable(),
  landlordHouseholdId: circumstances.landlordHouseholdId.nullable(),
  commuteFrequency: circumstances.commuteFrequency.nullable(),
  commuteDivision: circumstances.commuteDivision.nullable(),
  commutePlace: circumstances.commutePlace.nullable(),
  listedTrade: circumstances.listedTrade.nullable(),
  proxyResidentId: circumstances.proxyResidentId.nullable(),
  proxyName: circumstances.proxyName.nullable(),
  proxyPhone: circumstances.proxyPhone.nullable(),
  proxyRelation: circumstances.proxyRelation.nullable(),
};

/** A household as another record names it. */
export const HouseholdNamed = z.object({
  householdId: Id,
  number: z.string(),
  headName: z.string().optional(),
});

/** As they are shown on the person's own page; of who lies out of reach only what was typed. */
export const circumstancesShown = {
  registeredDivision: DivisionCode.optional(),
  registeredAddress: z.string().optional(),
  livingDivision: DivisionCode.optional(),
  livingAddress: z.string().optional(),
  landlord: HouseholdNamed.optional(),
  commuteDivision: DivisionCode.optional(),
  commutePlace: z.string().optional(),
  proxy: z
    .object({
      residentId: Id.optional(),
      name: z.string(),
      phoneMasked: z.string().optional(),
      relation: ProxyRelation.optional(),
    })
    .optional(),
  /** A child of whom nobody is named as guardian; see `needsGuardian` in `rules.ts`. */
  lacksGuardian: z.boolean(),
  /** Who of other households has the same telephone number, within reach; at most ten. */
  phoneElsewhere: z.array(
    z.object({ residentId: Id, name: z.string(), householdNumber: z.string() }),
  ),
};

type Given = z.infer<z.ZodObject<typeof circumstancesEdit>>;

/** What is said of a person's circumstances; absent stays, null and empty texts empty. */
export type GivenCircumstances = Given;

/** A person's circumstances as the register keeps them; null where it knows nothing. */
export type Circumstances = { [Field in keyof Given]-?: NonNullable<Given[Field]> | null };

export const noCircumstances: Circumstances = {
  registeredDivision: null,
  registeredAddress: null,
  livingDivision: null,
  livingAddress: null,
  tenancy: null,
  landlordHouseholdId: null,
  commuteFrequency: null,
  commuteDivision: null,
  commutePlace: null,
  listedTrade: null,
  proxyResidentId: null,
  proxyName: null,
  proxyPhone: null,
  proxyRelation: null,
};

function emptied<Value>(given: Value | null | undefined, held: Value | null): Value | null {
  return given === undefined ? held : given || null;
}

/**
 * A person's circumstances after something was said of them. What hangs on nothing is dropped: the
 * landlord of who is no tenant, the place of work of who does not commute. Naming a proxy replaces
 * one from the register, and the other way round.
 */
export function circumstancesAfter(held: Circumstances, given: GivenCircumstances): Circumstances {
  const tenancy = emptied(given.tenancy, held.tenancy);
  const commuteFrequency = emptied(given.commuteFrequency, held.commuteFrequency);
  return {
    registeredDivision: emptied(given.registeredDivision, held.registeredDivision),
    registeredAddress: emptied(given.registeredAddress, held.registeredAddress),
    livingDivision: emptied(given.livingDivision, held.livingDivision),
    livingAddress: emptied(given.livingAddress, held.livingAddress),
    tenancy,
    landlordHouseholdId: tenancy && emptied(given.landlordHouseholdId, held.landlordHouseholdId),
    commuteFrequency,
    commuteDivision: commuteFrequency && emptied(given.commuteDivision, held.commuteDivision),
    commutePlace: commuteFrequency && emptied(given.commutePlace, held.commutePlace),
    listedTrade: emptied(given.listedTrade, held.listedTrade),
    ...proxyAfter(held, given),
  };
}

function proxyAfter(held: Circumstances, given: GivenCircumstances) {
  const isNamedNow = Boolean(given.proxyName) && given.proxyResidentId === undefined;
  const proxyResidentId = isNamedNow ? null : emptied(given.proxyResidentId, held.proxyResidentId);
  const proxyName = proxyResidentId ? null : emptied(given.proxyName, held.proxyName);
  const proxyPhone = proxyName && emptied(given.proxyPhone, held.proxyPhone);
  const isNamed = proxyResidentId !== null || proxyName !== null;
  const proxyRelation = isNamed ? emptied(given.proxyRelation, held.proxyRelation) : null;
  return { proxyResidentId, proxyName, proxyPhone, proxyRelation };
}
