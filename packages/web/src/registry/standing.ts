/** What the modules above say of people, put together. */
import { useQueries } from "@tanstack/react-query";
import { allows, type Keyed, metaOf, useMe } from "../kernel/me.ts";
import { furnished, type PeopleModule, type Standing, type TieWords } from "../kernel/modules.ts";

function peopleModules(): (PeopleModule & { name: string })[] {
  return furnished().flatMap(({ name, people }) => (people ? [{ ...people, name }] : []));
}

/** How somebody stands with all modules that say so, and the most pressing thing to do. */
export function useStandings(residentId: string): Standing {
  const { grants } = useMe();
  const may = (procedure: Keyed) => allows(metaOf(procedure).access, grants);
  return useQueries({
    queries: peopleModules().flatMap(({ name, access, standing }) =>
      standing && allows(access, grants)
        ? [
            {
              // As the client's own keys begin, so that the module's changes refresh it.
              queryKey: [[name, "standing"], { residentId }],
              queryFn: ({ signal }: { signal: AbortSignal }) => standing(residentId, may, signal),
            },
          ]
        : [],
    ),
    combine: together,
  });
}

function together(answers: readonly { data?: Standing | undefined }[]): Standing {
  const standings = answers.flatMap(({ data }) => data ?? []);
  const [next] = standings
    .flatMap((standing) => standing.next ?? [])
    .sort((a, b) => b.urgency - a.urgency);
  return { tags: standings.flatMap(({ tags }) => tags), next };
}

/** The sections of those modules the signed-in person may see. */
export function useSections() {
  const { grants } = useMe();
  return peopleModules().flatMap(({ name, access, Section }) =>
    Section && allows(access, grants) ? [{ name, Section }] : [],
  );
}

/** Where a record is shown that something was written about; undefined where it has no page. */
export function recordAddress({ kind, id }: { kind: string; id: string }): string | undefined {
  for (const { records } of peopleModules()) {
    const address = records?.[kind]?.(id);
    if (address) return address;
  }
  return undefined;
}

/** What is kept of people, in words. */
export function tieWords(name: string): TieWords {
  for (const { ties } of peopleModules()) {
    const words = ties?.[name];
    if (words) return words;
  }
  return { text: () => name };
}
