import { AllowedAddress, type ApiToken } from "@lianfang/core/accounts/token-contract.ts";
import { reachOf } from "@lianfang/core/kernel/access.ts";
import { type TokenGroup, tokenGroupNames } from "@lianfang/core/kernel/token-group.ts";
import { accessesIn } from "@lianfang/core/token-groups.ts";
import { m } from "@lianfang/messages/messages.js";
import { StateTag, type Tone } from "../kernel/kit/state-tag.tsx";
import { useMe } from "../kernel/me.ts";

type TokenState = ApiToken["state"];

export const tokenStates: Record<TokenState, { tone: Tone; label: () => string }> = {
  active: { tone: "green", label: () => m["tokens.state.active"]() },
  ended: { tone: "neutral", label: () => m["tokens.state.ended"]() },
  revoked: { tone: "red", label: () => m["tokens.state.revoked"]() },
};

export function TokenStateTag({ state }: { state: TokenState }) {
  return <StateTag tone={tokenStates[state].tone}>{tokenStates[state].label()}</StateTag>;
}

interface GroupWords {
  /** As a line of a list. */
  short: () => string;
  /** What it allows, told whole. */
  full: () => string;
}

export const groupWords: Record<TokenGroup, GroupWords> = {
  "registers.read": {
    short: () => m["tokens.group.registersRead.short"](),
    full: () => m["tokens.group.registersRead"](),
  },
  "registers.write": {
    short: () => m["tokens.group.registersWrite.short"](),
    full: () => m["tokens.group.registersWrite"](),
  },
  "registers.import": {
    short: () => m["tokens.group.registersImport.short"](),
    full: () => m["tokens.group.registersImport"](),
  },
  "premises.read": {
    short: () => m["tokens.group.premisesRead.short"](),
    full: () => m["tokens.group.premisesRead"](),
  },
  "premises.write": {
    short: () => m["tokens.group.premisesWrite.short"](),
    full: () => m["tokens.group.premisesWrite"](),
  },
  "arrivals.read": {
    short: () => m["tokens.group.arrivalsRead.short"](),
    full: () => m["tokens.group.arrivalsRead"](),
  },
  "arrivals.write": {
    short: () => m["tokens.group.arrivalsWrite.short"](),
    full: () => m["tokens.group.arrivalsWrite"](),
  },
  "observation.read": {
    short: () => m["tokens.group.observationRead.short"](),
    full: () => m["tokens.group.observationRead"](),
  },
  "readings.write": {
    short: () => m["tokens.group.readingsWrite.short"](),
    full: () => m["tokens.group.readingsWrite"](),
  },
  "checkpoints.read": {
    short: () => m["tokens.group.checkpointsRead.short"](),
    full: () => m["tokens.group.checkpointsRead"](),
  },
  "rounds.read": {
    short: () => m["tokens.group.roundsRead.short"](),
    full: () => m["tokens.group.roundsRead"](),
  },
  "figures.read": {
    short: () => m["tokens.group.figuresRead.short"](),
    full: () => m["tokens.group.figuresRead"](),
  },
};

/** The groups of which the signed-in account may use anything at all. */
export function useOwnGroups(): readonly TokenGroup[] {
  const { grants } = useMe();
  return tokenGroupNames.filter((group) =>
    accessesIn(group).some(
      (access) => access.who === "held" && reachOf(access, grants, () => []) !== undefined,
    ),
  );
}

/** Addresses as they are typed, one a line; undefined when one of them is none. */
export function addressesFrom(text: string): string[] | undefined {
  const lines = text.split(/[\s,，;；]+/).filter((line) => line !== "");
  return lines.every((line) => AllowedAddress.safeParse(line).success) ? lines : undefined;
}
