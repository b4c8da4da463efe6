/** What guards' phones hold, as core describes it in `checkpoints/pulled.ts`. */
import { guards } from "@lianfang/core/checkpoints/crossing-contract.ts";
import type {
  PulledKit,
  PulledPost,
  PulledRules,
  PulledShift,
  PulledTraveller,
} from "@lianfang/core/checkpoints/pulled.ts";
import { onArea } from "@lianfang/core/kernel/access.ts";
import { addDays, townDay } from "@lianfang/core/kernel/time.ts";
import type { Pullable } from "../kernel/pull.ts";
import { policiesOn } from "../policy/in-force.ts";
import { countsByHour } from "./count-store.ts";
import { holderMarkOf } from "./pass-card-text.ts";
import { passKit } from "./pass-kit.ts";
import { lastOuts, useKey } from "./pass-use-store.ts";
import { calleesIn, cardsShownLately, standingPosts } from "./pull-store.ts";
import { latestResults } from "./result-store.ts";
import { ownShifts } from "./shift-store.ts";
import { standingOf } from "./standing-store.ts";

const pulledPosts: Pullable = {
  name: "checkpoints.posts",
  version: 1,
  access: guards,
  most: 200,
  keepHours: 72,
  async read(context, after, limit) {
    const { now, town } = context;
    const standing = await standingOf(context, guards);
    const day = townDay(now, town.timeZone);
    const posts = await standingPosts(context, standing, after, limit);
    if (posts.length === 0) return [];
    const callees = await calleesIn(context, [...new Set(posts.map(({ area_id }) => area_id))]);
    const counts = Map.groupBy(
      await countsByHour(context, standing, day, undefined),
      ({ checkpoint_id }) => checkpoint_id,
    );
    return posts.map((post) => {
      const hours = counts.get(post.checkpoint_id) ?? [];
      const content: PulledPost = {
        checkpointId: post.checkpoint_id,
        name: post.name,
        nameEn: post.name_en ?? undefined,
        kind: post.kind,
        areaId: post.area_id,
        areaName: post.area_name,
        areaNameEn: post.area_name_en,
        callees: callees.get(post.area_id) ?? [],
        counts: {
          day,
          hours: hours.map(({ checkpoint_id: _, name: __, ...hour }) => hour),
        },
      };
      return { key: post.checkpoint_id, content };
    });
  },
};

/** As long as a phone may be without contact. */
const daysAhead = 3;

const pulledShifts: Pullable = {
  name: "checkpoints.shifts",
  version: 1,
  access: guards,
  most: 20,
  keepHours: 72,
  async read(context, after, limit) {
    const shifts = await ownShifts(context, { after, limit, days: daysAhead });
    return shifts.map((shift) => {
      const content: PulledShift = {
        shiftId: shift.shift_id,
        checkpointId: shift.checkpoint_id,
        name: shift.name,
        nameEn: shift.name_en ?? undefined,
        startsAt: shift.starts_at,
        endsAt: shift.ends_at,
        isLeader: shift.is_leader,
        others: shift.others,
      };
      return { key: shift.shift_id, content };
    });
  },
};

const pulledRules: Pullable = {
  name: "checkpoints.rules",
  version: 1,
  access: guards,
  most: daysAhead + 1,
  keepHours: 72,
  async read(context, after, limit) {
    const today = townDay(context.now, context.town.timeZone);
    const days = Array.from({ length: daysAhead + 1 }, (_, at) => addDays(today, at));
    const wanted = days.filter((day) => day > after).slice(0, limit);
    const policies = await policiesOn(context, wanted);
    return wanted.flatMap((day) => {
      const rules = policies.get(day)?.rules;
      if (!rules) return [];
      const { checkpoint, riskRegions, readings } = rules;
      const content: PulledRules = {
        day,
        checkpoint,
        readings: { feverCelsius: readings.feverCelsius },
        riskRegions,
      };
      return [{ key: day, content }];
    });
  },
};

const pulledKit: Pullable = {
  name: "checkpoints.kit",
  version: 1,
  access: guards,
  most: 1,
  keepHours: 72,
  async read(context, after) {
    if (after !== "") return [];
    const content: PulledKit = { townId: context.town.townId, ...(await passKit(context)) };
    return [{ key: "kit", content }];
  },
};

/** Whoever stands at a post; the town's own offices have no use for it on a phone. */
const whoStandThere = onArea("unit-lead", "grid-worker", "checkpoint-guard");
const serialDigits = 10;

const pulledTravellers: Pullable = {
  name: "checkpoints.travellers",
  version: 1,
  access: whoStandThere,
  most: 2_000,
  keepHours: 48,
  async read(context, after, limit) {
    const { now } = context;
    const standing = await standingOf(context, whoStandThere);
    const cards = await cardsShownLately(context, standing, Number(after), limit);
    const serials = cards.flatMap(({ serial }) => serial ?? []);
    const outs = await lastOuts(
      context,
      serials.map((serial) => ({ serial, at: now })),
    );
    const people = cards.flatMap(({ kind, holder_key }) => (kind === "person" ? holder_key : []));
    const results = await latestResults(context, people, now);
    const vault = await context.kernel.vaults.of(context.db, context.town.townId);
    return cards.flatMap((card) => {
      const { serial, kind, holder_name, holder_key, every_days, times } = card;
      if (serial === null) return [];
      const content: PulledTraveller = {
        serial,
        kind,
        name: holder_name,
        // Of a person it would be a digest of six digits, to be tried through in a moment.
        holder: kind === "vehicle" ? holderMarkOf(card, context.town, vault) : undefined,
        crossingsInWeek: Number(times),
        everyDays: every_days ?? undefined,
        lastOutAt: outs.get(useKey(serial, now)),
        ...(kind === "person" ? results.get(holder_key.toString("hex")) : undefined),
      };
      return [{ key: String(serial).padStart(serialDigits, "0"), content }];
    });
  },
};

export const checkpointPulls = [
  pulledPosts,
  pulledRules,
  pulledKit,
  pulledTravellers,
  pulledShifts,
];
