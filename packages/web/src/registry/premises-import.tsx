import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { SheetImportPage } from "../kernel/kit/sheet-import.tsx";
import { SheetImports } from "../kernel/kit/sheet-imports.tsx";

/** A list of premises. */
export function PremisesImportPage() {
  return (
    <SheetImportPage
      title={m["premises.import"]()}
      intro={m["premises.import.intro"]()}
      back={{ to: "/places/premises", label: m["premises.title"]() }}
      columns={m["premises.import.columns"]()}
      preview={(file) => api.registry.previewPremisesImport.call({ file })}
      rejected={(file) => api.registry.rejectedPremisesRows.call({ file })}
      bringIn={api.registry.importPremises}
    >
      <SheetImports
        imports={api.registry.premisesImports.queryOptions({ input: {} })}
        undo={api.registry.undoPremisesImport}
      />
    </SheetImportPage>
  );
}
