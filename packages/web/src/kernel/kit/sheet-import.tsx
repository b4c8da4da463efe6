/** A list brought in from a spreadsheet: chosen, looked through line by line, written, taken back. */
import type { SheetPreview } from "@lianfang/core/kernel/sheet-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Upload } from "antd";
import { type ReactNode, useState } from "react";
import { useCommand } from "../command.ts";
import { listed } from "../locale.ts";
import { digits, inDigits } from "../numbers.ts";
import { shown } from "../problem.ts";
import { Card } from "./detail-page.tsx";
import { DownloadButton } from "./download.tsx";
import { Help } from "./help.tsx";
import { PageHead } from "./page-head.tsx";
import { Note, ProblemNote } from "./problem-note.tsx";
import { SendButton, type Sending } from "./send-button.tsx";
import { SheetLines } from "./sheet-lines.tsx";
import { SheetProgress, SheetWriting } from "./sheet-progress.tsx";
import { tell } from "./tell.tsx";
import "./sheet-import.css";

interface Sent {
  id: string;
  happenedAt?: string | undefined;
  file: File;
  plan: string;
}

interface Counts {
  new: number;
  changed: number;
}

interface SheetImportProps<Done extends Counts, Failure> {
  title: string;
  intro: string;
  back: { to: string; label: string };
  /** Which columns the header needs, and may have. */
  columns: string;
  preview: (file: File) => Promise<SheetPreview>;
  rejected: (file: File) => Promise<File>;
  /** `api.organization.importAreas` */
  bringIn: Parameters<typeof useCommand<Sent, Done, Failure>>[0];
  /** Below: what was brought in so far. */
  children?: ReactNode;
}

export function SheetImportPage<Done extends Counts, Failure>(
  props: SheetImportProps<Done, Failure>,
) {
  const { title, intro, back } = props;
  const [file, setFile] = useState<File>();
  const preview = useMutation({ mutationFn: props.preview });
  const look = (given: File) => {
    setFile(given);
    preview.mutate(given);
  };
  return (
    <div className="lf-page">
      <PageHead title={title} intro={intro} back={back} />
      <div className="lf-detail">
        <Chooser columns={props.columns} isBusy={preview.isPending} onFile={look} />
        {preview.isPending ? <SheetProgress text={m["sheet.reading"]()} /> : null}
        {preview.error ? <ProblemNote problem={shown(preview.error)} /> : null}
        {file && preview.data ? (
          <Looked {...props} file={file} looked={preview.data} onAgain={() => look(file)} />
        ) : null}
        {preview.data ? null : props.children}
      </div>
    </div>
  );
}

interface ChooserProps {
  columns: string;
  isBusy: boolean;
  onFile: (file: File) => void;
}

function Chooser({ columns, isBusy, onFile }: ChooserProps) {
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
      <p className="lf-sheet-drop">{m["sheet.drop"]()}</p>
      <p className="lf-muted">{m["sheet.drop.hint"]({ columns })}</p>
      {/* The whole box is the button; a button within a button can't be told apart. */}
      <span className="lf-button-primary">
        {isBusy ? m["sheet.reading"]() : m["sheet.choose"]()}
      </span>
    </Upload.Dragger>
  );
}

interface LookedProps<Done extends Counts, Failure> extends SheetImportProps<Done, Failure> {
  file: File;
  looked: SheetPreview;
  onAgain: () => void;
}

function Looked<Done extends Counts, Failure>(props: LookedProps<Done, Failure>) {
  const { file, looked, back } = props;
  const bring = useCommand(props.bringIn, looked.plan);
  const navigate = useNavigate();
  const send = async () => {
    const done = await bring.send({ file, plan: looked.plan });
    if (!done) return;
    const { changed } = done;
    tell(m["sheet.done"](inDigits({ new: done.new, changed })));
    await navigate({ to: back.to });
  };
  return (
    <>
      <Sum
        file={file}
        looked={looked}
        rejected={props.rejected}
        bring={bring}
        onSend={() => void send()}
        onAgain={props.onAgain}
      />
      {bring.isBusy ? <SheetWriting /> : null}
      <Notes looked={looked} />
      <SheetLines rows={looked.rows} counts={looked.counts} />
    </>
  );
}

interface SumProps {
  file: File;
  looked: SheetPreview;
  rejected: (file: File) => Promise<File>;
  bring: Sending;
  onSend: () => void;
  onAgain: () => void;
}

function Sum({ file, looked, rejected, bring, onSend, onAgain }: SumProps) {
  const { counts } = looked;
  const writes = counts.new + counts.changed;
  return (
    <Card>
      <div className="lf-sheet-sum">
        <b>{m["sheet.sum"](inDigits(counts))}</b>
        <Help about={m["sheet.fate"]()}>{m["sheet.sum.help"]()}</Help>
        {counts.rejected > 0 ? (
          <DownloadButton fetch={() => rejected(file)} fallbackName={file.name}>
            {m["sheet.rejectedRows"]({ count: digits(counts.rejected) })}
          </DownloadButton>
        ) : null}
        <SendButton command={bring} onSend={onSend} isDisabled={writes === 0}>
          {writes === 0 ? m["sheet.nothing"]() : m["sheet.confirm"]({ count: digits(writes) })}
        </SendButton>
        {bring.problem?.code === "sheet.outdated" ? (
          <button type="button" className="lf-plain-button" onClick={onAgain}>
            {m["sheet.again"]()}
          </button>
        ) : null}
      </div>
    </Card>
  );
}

function Notes({ looked }: { looked: SheetPreview }) {
  const unread = looked.columns
    .filter(({ column, header }) => !column && header)
    .map(({ header }) => header);
  const attention = [
    unread.length > 0 && m["sheet.unreadColumns"]({ names: listed(unread) }),
    looked.unreadSheets.length > 0 &&
      m["sheet.unreadSheets"]({ names: listed(looked.unreadSheets) }),
    looked.hiddenRows > 0 && m["sheet.hiddenRows"]({ count: digits(looked.hiddenRows) }),
  ].filter((text) => text !== false);
  return (
    <>
      {looked.notes.map((text) => (
        <Note key={text}>{text}</Note>
      ))}
      {attention.map((text) => (
        <Note key={text} tone="attention">
          {text}
        </Note>
      ))}
    </>
  );
}
