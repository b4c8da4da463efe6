/** Taking the list of directives out, with what it is for and who gets it. */
import type { DirectiveRow } from "@lianfang/core/directives/issuing-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { undescribed } from "../kernel/kit/list-book.ts";
import { type ExportOf, ListExport } from "../kernel/kit/list-export.tsx";
import { directivesAsked } from "./asked.ts";
import { directiveStates } from "./words.ts";

export function ExportDirectives({ shown }: Pick<ExportOf<DirectiveRow>, "shown">) {
  const exporting = useCommand(api.directives.exportDirectives);
  const asked = directivesAsked(shown.asked);
  return (
    <ListExport
      title={m["directives.directives"]()}
      book={undescribed}
      filters={filtersText(asked)}
      shown={shown}
      rowKey={(row) => row.directiveId}
      command={exporting}
      send={({ isWhole: _, ...said }) => exporting.send({ ...asked, ...said })}
    />
  );
}

/** The filters that are set, as a sentence. */
function filtersText({
  search,
  state,
  isOverdue,
  isUnfinished,
}: ReturnType<typeof directivesAsked>): string {
  const said = [
    search && m["lists.searched"]({ text: search }),
    isOverdue && m["directives.overdue"](),
    isUnfinished && m["directives.unfinished"](),
    state && directiveStates[state](),
  ].filter((text) => typeof text === "string" && text !== "");
  return said.length > 0
    ? m["lists.export.filters"]({ filters: said.join(m["lists.semicolon"]()) })
    : m["lists.export.noFilters"]();
}
