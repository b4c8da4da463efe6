import type { AreaImportPreview, AreaImportRow } from "@lianfang/core/organization/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Upload } from "antd";
import { useState } from "react";
import type { z } from "zod";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { Card } from "../kernel/kit/detail-page.tsx";
import { Help } from "../kernel/kit/help.tsx";
import { ListCards } from "../kernel/kit/list-cards.tsx";
import { ListTable } from "../kernel/kit/list-table.tsx";
import type { Column } from "../kernel/kit/list-types.ts";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { Note, ProblemNote } from "../kernel/kit/problem-note.tsx";
import { useIsPhone } from "../kernel/kit/screen-size.ts";
import { SendButton } from "../kernel/kit/send-button.tsx";
import { StateTag, type Tone } from "../kernel/kit/state-tag.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { listed } from "../kernel/locale.ts";
import { shown } from "../kernel/problem.ts";
import { areaKindLabels } from "./unit-kinds.ts";
import "../kernel/kit/list.css";
import "./areas-import.css";

type Preview = z.infer<typeof AreaImportPreview>;
type Fate = AreaImportRow["fate"];

const fates: Readonly<Record<Fate, { label: () => string; tone: Tone }>> = {
  new: { label: () => m["organization.areaImport.new"](), tone: "green" },
  changed: { label: () => m["organization.areaImport.changed"](), tone: "blue" },
  same: { label: () => m["organization.areaImport.same"](), tone: "neutral" },
  rejected: { label: () => m["organization.areaImport.rejected"](), tone: "red" },
};
const fateOrder: readonly Fate[] = ["new", "changed", "same", "rejected"];

/** A list of villages and grids: chosen, looked through line by line, brought in. */
export function AreasImportPage() {
  const [file, setFile] = useState<File>();
  const preview = useMutation({
    mutationFn: (given: File) => api.organization.previewAreaImport.call({ file: given }),
  });
  const look = (given: File) => {
    setFile(given);
    preview.mutate(given);
  };
  return (
    <div className="lf-page">
      <PageHead
        title={m["organization.areas.import"]()}
        intro={m["organization.areaImport.intro"]()}
        back={{ to: "/settings/areas", label: m["organization.areas"]() }}
      />
      <div className="lf-detail">
        <Chooser isBusy={preview.isPending} onFile={look} />
        {preview.error ? <ProblemNote problem={shown(preview.error)} /> : null}
        {file && preview.data ? (
          <Looked file={file} preview={preview.data} onAgain={() => look(file)} />
        ) : null}
      </div>
    </div>
  );
}

function Chooser({ isBusy, onFile }: { isBusy: boolean; onFile: (file: File) => void }) {
  return (
    <Upload.Dragger
      accept=".xlsx,.csv"
      showUploadList={false}
      disabled={isBusy}
      beforeUpload={(file) => {
        onFile(file);
        return false;
      }}
    >
      <p className="lf-areas-drop">{m["organization.areaImport.drop"]()}</p>
      <p className="lf-muted">{m["organization.areaImport.drop.hint"]()}</p>
      {/* The whole box is the button; a button within a button can't be told apart. */}
      <span className="lf-button-primary">
        {isBusy ? m["organization.areaImport.reading"]() : m["organization.areaImport.choose"]()}
      </span>
    </Upload.Dragger>
  );
}

interface LookedProps {
  file: File;
  preview: Preview;
  onAgain: () => void;
}

function Looked({ file, preview, onAgain }: LookedProps) {
  const bring = useCommand(api.organization.importAreas, preview.plan);
  const navigate = useNavigate();
  const { counts, columns } = preview;
  const writes = counts.new + counts.changed;
  const send = async () => {
    const done = await bring.send({ file, plan: preview.plan });
    if (!done) return;
    tell(m["organization.areaImport.done"]({ new: done.new, changed: done.changed }));
    await navigate({ to: "/settings/areas" });
  };
  const unread = columns
    .filter(({ column, header }) => !column && header)
    .map(({ header }) => header);
  return (
    <>
      <Card>
        <div className="lf-areas-sum">
          <b>{m["organization.areaImport.sum"](counts)}</b>
          <Help about={m["organization.areaImport.fate"]()}>
            {m["organization.areaImport.sum.help"]()}
          </Help>
          <SendButton command={bring} onSend={() => void send()} isDisabled={writes === 0}>
            {m["organization.areaImport.confirm"]({ count: writes })}
          </SendButton>
          {bring.problem?.code === "organization.areaImportOutdated" ? (
            <button type="button" className="lf-plain-button" onClick={onAgain}>
              {m["organization.areaImport.again"]()}
            </button>
          ) : null}
        </div>
      </Card>
      {preview.alsoAdded.length > 0 ? (
        <Note>{m["organization.areaImport.alsoAdded"]({ names: listed(preview.alsoAdded) })}</Note>
      ) : null}
      {unread.length > 0 ? (
        <Note tone="attention">
          {m["organization.areaImport.unreadColumns"]({ names: listed(unread) })}
        </Note>
      ) : null}
      {preview.unreadSheets.length > 0 ? (
        <Note tone="attention">
          {m["organization.areaImport.unreadSheets"]({ names: listed(preview.unreadSheets) })}
        </Note>
      ) : null}
      {preview.hiddenRows > 0 ? (
        <Note tone="attention">
          {m["organization.areaImport.hiddenRows"]({ count: preview.hiddenRows })}
        </Note>
      ) : null}
      <Rows preview={preview} />
    </>
  );
}

function Rows({ preview: { rows, counts } }: { preview: Preview }) {
  const [fate, setFate] = useState<Fate>();
  const isPhone = useIsPhone();
  const all = rows.filter((row) => fate === undefined || row.fate === fate);
  const shape = { columns: columnsOf(), rows: all, rowKey: ({ where }: AreaImportRow) => where };
  return (
    <section className="lf-list-rows" aria-label={m["organization.areaImport.lines"]()}>
      {/* biome-ignore lint/a11y/useSemanticElements: a row of switches is no fieldset */}
      <div className="lf-chips lf-areas-fates" role="group" aria-label={m["web.list.filters"]()}>
        {[undefined, ...fateOrder].map((one) => (
          <button
            key={one ?? "all"}
            type="button"
            className="lf-chip"
            aria-pressed={one === fate}
            onClick={() => setFate(one)}
          >
            {one ? fates[one].label() : m["web.filter.all"]()}
            <b>{one ? counts[one] : counts.read}</b>
          </button>
        ))}
      </div>
      {isPhone ? (
        <ListCards {...shape} />
      ) : (
        <ListTable {...shape} caption={m["organization.areaImport.lines"]()} isStale={false} />
      )}
    </section>
  );
}

function columnsOf(): readonly Column<AreaImportRow>[] {
  return [
    {
      key: "line",
      title: m["organization.areaImport.line"](),
      align: "end",
      width: 72,
      cell: ({ where }) => where,
    },
    {
      key: "fate",
      title: m["organization.areaImport.fate"](),
      card: "tag",
      cell: ({ fate }) => <StateTag tone={fates[fate].tone}>{fates[fate].label()}</StateTag>,
    },
    {
      key: "name",
      title: m["organization.area.name"](),
      card: "title",
      cell: ({ name }) => name || "–",
    },
    {
      key: "kind",
      title: m["organization.area.kind"](),
      cell: ({ kind }) => (kind ? areaKindLabels[kind]() : "–"),
    },
    {
      key: "parent",
      title: m["organization.area.parent"](),
      cell: ({ parentName }) => parentName ?? "–",
    },
    { key: "told", title: m["organization.areaImport.told"](), cell: (row) => <Told row={row} /> },
  ];
}

const fields: Readonly<Record<AreaImportRow["changes"][number]["field"], () => string>> = {
  name: () => m["organization.area.name"](),
  nameEn: () => m["organization.area.nameEn"](),
  kind: () => m["organization.area.kind"](),
  parent: () => m["organization.area.parent"](),
};

/** What changes, and what is wrong or to be known. */
function Told({ row: { changes, reasons } }: { row: AreaImportRow }) {
  if (changes.length + reasons.length === 0) return null;
  return (
    <ul className="lf-areas-told">
      {changes.map(({ field, from, to }) => (
        <li key={field}>
          {fields[field]()}: <del>{from}</del> → <b>{to}</b>
        </li>
      ))}
      {reasons.map(({ code, text }) => (
        <li key={code}>{text}</li>
      ))}
    </ul>
  );
}
