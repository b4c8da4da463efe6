/** Writes and reads the system does by itself: reactions and scheduled jobs. */
import { createHash } from "node:crypto";
import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import type { CommandContext, Kernel, QueryContext } from "../context.ts";
import { followed, moduleOf } from "../endpoint/command.ts";
import { type AfterWrite, commitWrite } from "../endpoint/commit.ts";
import { digestOf } from "../journal/journal.ts";
import { townById } from "../session/town.ts";

/** Goes around accounts, under the system's own name, and says why. */
export interface System {
  kernel: Kernel;
  reader(townId: string, why: string): Promise<QueryContext>;
  /**
   * Writes through the one commit point.
   * @param write.id the same for the same occasion, so that a repeat changes nothing: see {@link idFor}
   * @param write.actorId the account that gave the order for what is done only now
   */
  write(
    townId: string,
    write: { entry: string; id: string; why: string; actorId?: string | undefined },
    work: (context: CommandContext) => Promise<void>,
  ): Promise<void>;
}

export function openSystem(kernel: Kernel, afterWrite: AfterWrite): System {
  const reader = async (townId: string, why: string): Promise<QueryContext> => {
    const town = await townById(kernel.db, townId);
    if (!town) throw kernelProblems.notFound();
    return {
      kernel,
      db: kernel.db,
      now: kernel.clock.now(),
      locale: "zh-CN",
      address: "",
      session: { token: undefined, set: () => {}, clear: () => {} },
      town,
      actor: { is: "system", why },
      reach: { all: true },
      readPeople: () => {},
    };
  };
  return {
    kernel,
    reader,
    async write(townId, { entry, id, why, actorId }, work) {
      const base = await reader(townId, why);
      const digest = await digestOf(entry, { id });
      const request = { entry, id, happenedAt: undefined, now: base.now, digest, shownOnce: [] };
      const outcome = await followed((afterwards) =>
        commitWrite(
          kernel.db,
          request,
          async ({ enter, ...writing }) => {
            await enter(townId, actorId);
            await work({ ...base, ...writing, afterwards });
            return {};
          },
          afterWrite,
        ),
      );
      if (outcome.done) kernel.live.changed(townId, moduleOf(entry));
    },
  };
}

/** A UUID (version 8, RFC 9562) that is always the same for the same occasion. */
export function idFor(...occasion: string[]): string {
  const hex = createHash("sha256").update(occasion.join("\n")).digest("hex");
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
