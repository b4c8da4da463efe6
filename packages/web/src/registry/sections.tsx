import { Suspense } from "react";
import { CardLines } from "../kernel/kit/loading.tsx";
import type { About } from "../kernel/modules.ts";
import { useSections } from "./standing.ts";

/** What each module tells of somebody, a card each. */
export function Sections({ about }: { about: About }) {
  return useSections().map(({ name, Section }) => (
    <Suspense key={name} fallback={<CardLines count={3} />}>
      <Section about={about} />
    </Suspense>
  ));
}
