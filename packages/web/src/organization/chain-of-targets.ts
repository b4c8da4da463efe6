/** Targets of responsibility and the levels of the chain, as the screens show them. */
import type {
  Answerer,
  ChainLevel,
  TargetGroup,
  TargetKind,
} from "@lianfang/core/organization/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { tell } from "../kernel/kit/tell.tsx";
import { nameOf } from "../kernel/locale.ts";

export interface Target {
  targetId: string;
  name: string;
  answerers: readonly Answerer[];
}

export type Level = ChainLevel;

export function levelName({ label, labelEn }: Level): string {
  return nameOf({ name: label, nameEn: labelEn });
}

export const targetKindLabels: Readonly<Record<TargetKind, () => string>> = {
  area: () => m["organization.targetKind.area"](),
  household: () => m["organization.targetKind.household"](),
  person: () => m["organization.targetKind.person"](),
  premises: () => m["organization.targetKind.premises"](),
  checkpoint: () => m["organization.targetKind.checkpoint"](),
};

/** A kind's own page, where it has one. */
export const targetPages: Readonly<Record<TargetKind, (targetId: string) => string>> = {
  area: (id) => `/settings/areas/${id}`,
  household: (id) => `/people/households/${id}`,
  person: (id) => `/people/residents/${id}`,
  premises: (id) => `/places/premises/${id}`,
  checkpoint: (id) => `/checkpoints/posts/${id}`,
};

export interface Group {
  targetKind: TargetKind;
  group: TargetGroup;
}

/** What is put under one name by area, as one says it. */
export const groups: readonly (Group & { label: () => string })[] = [
  {
    targetKind: "household",
    group: "all",
    label: () => m["organization.group.households"](),
  },
  {
    targetKind: "person",
    group: "vulnerable",
    label: () => m["organization.group.vulnerable"](),
  },
  { targetKind: "premises", group: "all", label: () => m["organization.group.premises"]() },
  { targetKind: "checkpoint", group: "all", label: () => m["organization.group.checkpoints"]() },
  { targetKind: "area", group: "all", label: () => m["organization.group.areas"]() },
];

/** What may be wrong with whom a load goes over to. */
export const handOverProblemAt = {
  "organization.handOverToSelf": "toStaffId",
  "organization.staffNotFound": "toStaffId",
} as const;

/** Says how much has gone over to another, and offers to take it back. */
export function useToldHandOver(): (done: {
  writeId: string;
  moved: readonly { count: number }[];
}) => void {
  const told = useToldAssignment();
  return (done) => {
    const count = done.moved.reduce((sum, moved) => sum + moved.count, 0);
    told(done, m["organization.handOver.done"]({ count }));
  };
}

/** Says that names were put on, and offers to take them back. */
export function useToldAssignment(): (done: { writeId: string }, text: string) => void {
  const takeBack = useCommand(api.organization.takeBack);
  return ({ writeId }, text) =>
    tell(text, () => {
      void takeBack.send({ writeId }).then((back) => {
        tell(back ? m["organization.responsibility.takenBack"]() : m["web.notUndone"]());
      });
    });
}
