/** The input of a command as a phone sent it, held against the contract. */
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import type { z } from "zod";
import type { WriteInput } from "../kernel/endpoint/command.ts";
import type { OfflineCommand } from "../kernel/endpoint/offline.ts";
import { fieldProblems } from "../kernel/endpoint/refusals.ts";

/** The contract's inputs are zod's; a command's has an id. */
const schemaOf = ({ procedure }: OfflineCommand) =>
  procedure["~orpc"].inputSchema as unknown as z.ZodType<WriteInput>;

const whole = (input: Record<string, unknown>, id: string, happenedAt: string) => ({
  ...input,
  id,
  happenedAt,
});

/** @returns undefined when it does not fit the contract */
export function inputOf(
  command: OfflineCommand,
  input: Record<string, unknown>,
  id: string,
  happenedAt: string,
): WriteInput | undefined {
  return schemaOf(command).safeParse(whole(input, id, happenedAt)).data;
}

/** What does not fit, field by field. */
export function misfit(
  command: OfflineCommand,
  input: Record<string, unknown>,
  id: string,
  happenedAt: string,
) {
  const given = whole(input, id, happenedAt);
  const { error } = schemaOf(command).safeParse(given);
  return kernelProblems.invalid({ fields: fieldProblems(error?.issues ?? [], given) });
}
