/** The levels of the chain of responsibility: which there are, and changing them. */
import { z } from "zod";
import { onTown, signedIn } from "../kernel/access.ts";
import { command, query } from "../kernel/procedure.ts";
import { problems } from "./problems.ts";
import { TargetKind } from "./target-kind.ts";

/** A level's number, for good: it says nothing of its place in the chain, and isn't given twice. */
export const LevelNumber = z.number().int().min(1).max(999);

export const ChainLevel = z.object({ level: LevelNumber, label: z.string(), labelEn: z.string() });
export type ChainLevel = z.infer<typeof ChainLevel>;

const writers = onTown("director", "office");
const Label = z.string().trim().min(1).max(20);
/** As the Chinese one when absent. */
const labelEn = z.string().trim().max(40).optional();

export const chainProcedures = {
  chain: query("/organization/chain", {
    summary: "The levels of the town's chain of responsibility, highest first",
    access: signedIn,
    input: z.object({}),
    output: z.object({ levels: z.array(ChainLevel) }),
  }),
  addChainLevel: command("POST", "/organization/chain", {
    summary: "Add a level at the lower end of the chain",
    access: writers,
    journal: "organization.chain.levelAdded",
    input: z.object({ label: Label, labelEn }),
    output: z.object({ level: LevelNumber }),
    problems: [problems.levelNameTaken, problems.chainFull],
  }),
  editChainLevel: command("PATCH", "/organization/chain/{level}", {
    summary: "Rename a level of the chain, or move it; the names on it stay",
    access: writers,
    journal: "organization.chain.levelEdited",
    input: z.object({
      level: LevelNumber,
      label: Label.optional(),
      labelEn,
      /** Moves it above that level, or to the lower end when `null`. */
      beforeLevel: LevelNumber.nullable().optional(),
    }),
    output: z.object({}),
    problems: [problems.levelUnknown, problems.levelNameTaken],
  }),
  previewLevelRemoval: query("/organization/chain/{level}/removal", {
    summary: "How many names would come off if a level were removed, by kind of target",
    access: writers,
    input: z.object({ level: LevelNumber }),
    output: z.object({
      names: z.array(z.object({ targetKind: TargetKind, count: z.number().int() })),
    }),
    problems: [problems.levelUnknown],
  }),
  removeChainLevel: command("DELETE", "/organization/chain/{level}", {
    summary: "Remove a level from the chain; the names on it come off and stay as history",
    access: writers,
    journal: "organization.chain.levelRemoved",
    input: z.object({
      level: LevelNumber,
      /** How many the caller was told would come off: refused when it is another number now. */
      names: z.number().int().min(0),
    }),
    output: z.object({}),
    problems: [problems.levelUnknown, problems.lastLevel],
  }),
};
