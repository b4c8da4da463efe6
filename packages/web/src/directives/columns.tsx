/** Columns every list of directives has. */
import type { DirectiveHead } from "@lianfang/core/directives/directive.ts";
import { m } from "@lianfang/messages/messages.js";
import type { z } from "zod";
import type { SpokenDates } from "../kernel/dates.ts";
import type { Column } from "../kernel/kit/list-types.ts";

type Head = z.infer<typeof DirectiveHead>;

export function headColumns<Row extends Head>(dates: SpokenDates): readonly Column<Row>[] {
  return [
    { key: "title", title: m["directives.title"](), cell: (row) => row.title, card: "title" },
    { key: "number", title: m["directives.number"](), cell: (row) => row.number },
    {
      key: "issued",
      title: m["directives.issuedAt"](),
      cell: (row) => dates.instant(row.issuedAt),
      isMinor: true,
    },
    {
      key: "confirmBy",
      title: m["directives.confirmBy"](),
      cell: (row) => dates.instant(row.confirmBy),
    },
  ];
}
