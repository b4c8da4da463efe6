/** Areas, divisions and addresses as the screens say them. */
import { useQuery } from "@tanstack/react-query";
import { api } from "../kernel/client.ts";
import { useAreaNames } from "../kernel/kit/areas.ts";

interface Placed {
  areaId: string;
  /** As the server knows it, in Chinese. */
  areaName: string;
}

/** Says an area's name in the language in use. */
export function useAreaName(): (placed: Placed) => string {
  const names = useAreaNames();
  return ({ areaId, areaName }) => names.get(areaId) ?? areaName;
}

/** A name in a list's cell. */
export function AreaName({ of }: { of: Placed }) {
  return useAreaName()(of);
}

interface Home extends Placed {
  group?: string | undefined;
  address?: string | undefined;
}

/** Says where somebody lives, from the village down; a part that a later one repeats is left out. */
export function useHomeText(): (home: Home) => string {
  const areaName = useAreaName();
  return (home) => {
    const parts = [home.areaName, home.group, home.address].filter((part) => part !== undefined);
    const said = parts.filter(
      (part, at) => !parts.slice(at + 1).some((rest) => rest.includes(part)),
    );
    return said.map((part) => (part === home.areaName ? areaName(home) : part)).join(" ");
  };
}

/** A place elsewhere: the division from the province down, and what is known beyond. */
export function ElsewhereText({
  division,
  detail,
}: {
  division?: string | undefined;
  detail?: string | undefined;
}) {
  const answer = useQuery({
    ...api.policy.divisions.queryOptions({ input: { search: division ?? "" } }),
    enabled: division !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const found = answer.data?.divisions.find(({ code }) => code === division);
  return [found?.path.join("") ?? division, detail].filter(Boolean).join(" ");
}
