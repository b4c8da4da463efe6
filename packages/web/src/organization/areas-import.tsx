import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { SheetImportPage } from "../kernel/kit/sheet-import.tsx";
import { SheetImports } from "../kernel/kit/sheet-imports.tsx";

/** A list of villages and grids. */
export function AreasImportPage() {
  return (
    <SheetImportPage
      title={m["organization.areas.import"]()}
      intro={m["organization.areaImport.intro"]()}
      back={{ to: "/settings/areas", label: m["organization.areas"]() }}
      columns={m["organization.areaImport.drop.hint"]()}
      preview={(file) => api.organization.previewAreaImport.call({ file })}
      rejected={(file) => api.organization.rejectedAreaRows.call({ file })}
      bringIn={api.organization.importAreas}
    >
      <SheetImports
        imports={api.organization.areaImports.queryOptions({ input: {} })}
        undo={api.organization.undoAreaImport}
      />
    </SheetImportPage>
  );
}
