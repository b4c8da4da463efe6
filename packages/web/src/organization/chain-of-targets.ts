/** Targets of responsibility and the levels of the chain, as the screens show them. */
import type { Answerer } from "@lianfang/core/organization/contract.ts";
import type { z } from "zod";

export interface Target {
  targetId: string;
  name: string;
  answerers: z.infer<typeof Answerer>[];
}

export interface Level {
  level: number;
  label: string;
  labelEn: string;
}
