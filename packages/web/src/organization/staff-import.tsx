import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { SheetImportPage } from "../kernel/kit/sheet-import.tsx";
import { SheetImports } from "../kernel/kit/sheet-imports.tsx";

/** A list of staff. */
export function StaffImportPage() {
  return (
    <SheetImportPage
      title={m["organization.staffImport"]()}
      intro={m["organization.staffImport.intro"]()}
      back={{ to: "/settings/staff", label: m["organization.staff"]() }}
      columns={m["organization.staffImport.columns"]()}
      preview={(file) => api.organization.previewStaffImport.call({ file })}
      rejected={(file) => api.organization.rejectedStaffRows.call({ file })}
      bringIn={api.organization.importStaff}
    >
      <SheetImports
        imports={api.organization.staffImports.queryOptions({ input: {} })}
        undo={api.organization.undoStaffImport}
      />
    </SheetImportPage>
  );
}
