/** Records of rounds as their feed shows them. */
import type { roundsContract } from "@lianfang/core/rounds/contract.ts";
import type { ChangedRound } from "@lianfang/core/rounds/feed-contract.ts";
import type { z } from "zod";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { readFeed } from "../kernel/feed/store.ts";
import { peopleIn } from "./queries.ts";
import { recordStore } from "./record-store.ts";

type Routes = Handlers<typeof roundsContract>;
type Change = z.input<typeof ChangedRound>;

export const changedRounds: Routes["changedRounds"] = (input, context) =>
  readFeed<Change>(context, "round", input, {
    gone: (recordId) => ({ is: "gone", recordId }),
    async load(ids) {
      const records = await recordStore(context).named(ids);
      context.readPeople(peopleIn(records));
      return new Map(
        records.map(({ name: _, areaName: __, areaNameEn: ___, correctedBy: ____, ...record }) => [
          record.recordId,
          { is: "present" as const, ...record },
        ]),
      );
    },
  });
