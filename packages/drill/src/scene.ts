/** The scene: the town founded from its preset, and its villages. */
import type { z } from "zod";
import type { Area, Preset } from "@lianfang/core/organization/contract.ts";
import { type Actor, actorAt, write } from "./actor.ts";
import { castPassword, directorName, directorUserName } from "./cast.ts";

export interface Scene {
  town: { townId: string; name: string };
  villages: Area[];
}

interface Founding {
  foundingCode: string;
  preset: z.infer<typeof Preset>;
  activatedOn: string;
}

/** @returns the director, signed in, and the town as founded */
export async function found(
  address: string,
  { foundingCode, preset, activatedOn }: Founding,
): Promise<{ director: Actor; scene: Scene }> {
  const director = actorAt(address);
  await director.api.organization.found({
    ...write(),
    code: foundingCode,
    source: { from: "preset", presetId: preset.presetId },
    responseName: "新冠肺炎疫情响应",
    responseNameEn: "COVID-19 response",
    activatedOn,
    director: { userName: directorUserName, displayName: directorName, password: castPassword },
  });
  const { town } = await director.api.accounts.me({});
  const { areas } = await director.api.organization.areas({});
  const villages = areas.filter(({ kind }) => kind === "village" || kind === "community");
  return { director, scene: { town, villages } };
}
