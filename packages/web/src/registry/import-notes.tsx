import type { Import } from "@lianfang/core/registry/import-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { Note } from "../kernel/kit/problem-note.tsx";
import { listed } from "../kernel/locale.ts";

/** What there is to know of the file before looking at its rows. */
export function ImportNotes({ given }: { given: Import }) {
  const { hiddenRows = 0, unreadSheets, columns, isRemembered } = given;
  const hidden = columns.filter(({ isHidden }) => isHidden).map(({ header }) => header);
  return (
    <>
      {isRemembered ? <Note tone="good">{m["import.remembered"]()}</Note> : null}
      {hiddenRows > 0 ? (
        <Note tone="attention">{m["registry.import.hiddenRows"]({ count: hiddenRows })}</Note>
      ) : null}
      {hidden.length > 0 ? (
        <Note tone="attention">{m["import.hiddenColumns"]({ columns: listed(hidden) })}</Note>
      ) : null}
      {unreadSheets.map(({ name, rows }) => (
        <Note key={name} tone="attention">
          {m["registry.import.unread"]({ name, rows })}
        </Note>
      ))}
    </>
  );
}
