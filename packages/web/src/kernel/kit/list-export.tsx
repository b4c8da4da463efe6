import { DownloadOutlined } from "@ant-design/icons";
import { ExportForm, ExportPurpose, ReceiverKind } from "@lianfang/core/kernel/list-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button, Progress } from "antd";
import { useState } from "react";
import { z } from "zod";
import { useMe } from "../me.ts";
import { digits } from "../numbers.ts";
import type { ShownProblem } from "../problem.ts";
import { choicesOf, type Words } from "./choices.ts";
import { saveFile } from "./download.tsx";
import { ChoiceField, RadioField, TextField } from "./fields.tsx";
import { useSettingText } from "./filter-speech.ts";
import { FormDialog } from "./form-dialog.tsx";
import { useForm } from "./form-state.ts";
import { type ListBook, settingsIn } from "./list-book.ts";
import { type Picked, type Ticked, tickedOf } from "./list-bulk.tsx";
import type { ListShown } from "./list-page.tsx";
import { ListPaper, type PaperText } from "./list-paper.tsx";
import { useListProgress } from "./list-progress.ts";
import { tell } from "./tell.tsx";

/** What is said of an export besides which rows it holds. */
export interface ExportAsked {
  form: ExportForm;
  isWhole: boolean;
  purpose: ExportPurpose;
  purposeText?: string | undefined;
  receiverKind: ReceiverKind;
  receiver: string;
}

interface ListExportProps<Row> {
  title: string;
  book: ListBook;
  shown: ListShown<Row>;
  rowKey: (row: Row) => string;
  /** The filters that are set, as a sentence, where the book doesn't know them. */
  filters?: string;
  /** The rows ticked, where it is of them alone. */
  picked?: Picked | undefined;
  command: { isBusy: boolean; problem: ShownProblem | undefined };
  /** Sends the command of this list, with the rows and columns shown. */
  send: (asked: ExportAsked & Ticked) => Promise<{ file?: File | null | undefined } | undefined>;
}

/** What a list page hands to its export. */
export type ExportOf<Row> = Pick<ListExportProps<Row>, "book" | "shown" | "picked">;

/** The columns shown, in their order, by the list's own names. */
export function shownColumns<Name extends string>(
  { columns }: { columns: readonly Name[] },
  shown: { columns: readonly { key: string }[] },
): Name[] {
  return shown.columns.flatMap(({ key }) => columns.find((name) => name === key) ?? []);
}

/** Takes out exactly what the list shows: as a spreadsheet, as pdf, or printed. */
export function ListExport<Row>(props: ListExportProps<Row>) {
  const [isOpen, setOpen] = useState(false);
  const [paper, setPaper] = useState<PaperText>();
  const { total } = props.shown;
  return (
    <>
      <Button
        icon={<DownloadOutlined aria-hidden />}
        disabled={!total}
        onClick={() => setOpen(true)}
      >
        {props.picked ? m["lists.export.ofPicked"]() : m["lists.export"]()}
      </Button>
      {isOpen ? (
        <ExportDialog {...props} onClose={() => setOpen(false)} onPaper={setPaper} />
      ) : null}
      {paper ? (
        <ListPaper
          shown={props.shown}
          rowKey={props.rowKey}
          text={paper}
          onDone={() => setPaper(undefined)}
        />
      ) : null}
    </>
  );
}

/** As the server has it: whole numbers are for the director and the town's office. */
function useMayExportWhole(): boolean {
  return useMe().grants.some(
    ({ role, scopeKind }) => scopeKind === "town" && (role === "director" || role === "office"),
  );
}

const longest = 60;
const schema = z.object({
  form: ExportForm,
  numbers: z.enum(["masked", "whole"]),
  purpose: ExportPurpose,
  purposeText: z.string().trim().max(longest).optional(),
  receiverKind: ReceiverKind,
  receiver: z.string().trim().min(2).max(longest),
});

const forms: Words<ExportForm> = {
  xlsx: () => m["lists.export.xlsx"](),
  pdf: () => m["lists.export.pdf"](),
  print: () => m["lists.export.print"](),
};

const purposes: Words<ExportPurpose> = {
  visits: () => m["lists.purpose.visits"](),
  report: () => m["lists.purpose.report"](),
  medical: () => m["lists.purpose.medical"](),
  supplies: () => m["lists.purpose.supplies"](),
  handover: () => m["lists.purpose.handover"](),
  inspection: () => m["lists.purpose.inspection"](),
  archive: () => m["lists.purpose.archive"](),
  other: () => m["lists.purpose.other"](),
};

const receivers: Words<ReceiverKind> = {
  "own-office": () => m["lists.receiver.ownOffice"](),
  village: () => m["lists.receiver.village"](),
  "town-unit": () => m["lists.receiver.townUnit"](),
  county: () => m["lists.receiver.county"](),
  health: () => m["lists.receiver.health"](),
  police: () => m["lists.receiver.police"](),
  other: () => m["lists.receiver.other"](),
};

interface ExportDialogProps<Row> extends ListExportProps<Row> {
  onClose: () => void;
  onPaper: (text: PaperText) => void;
}

function ExportDialog<Row>(props: ExportDialogProps<Row>) {
  const { title, shown, command, onClose } = props;
  const described = useFilterText(props.book, shown.asked);
  const filters = props.filters ?? described;
  const mayBeWhole = useMayExportWhole();
  const form = useForm({
    name: `export-${props.book.list.name}`,
    schema,
    initial: { form: "xlsx", numbers: "masked", purposeText: "", receiver: "" },
    command,
    send: async ({ numbers, ...asked }) => {
      const isWhole = numbers === "whole" && asked.form === "xlsx";
      const answer = await props.send({
        ...asked,
        isWhole,
        ...(props.picked && tickedOf(props.picked)),
      });
      return answer && { asked, file: answer.file };
    },
    onDone: ({ asked, file }) => {
      onClose();
      const purpose = asked.purposeText || purposes[asked.purpose]();
      const receiver = `${receivers[asked.receiverKind]()} ${asked.receiver}`;
      if (file) {
        saveFile(file, file.name);
        tell(m["lists.export.done"]({ count: digits(shown.total ?? 0) }));
      } else props.onPaper({ title, filters, purpose, receiver });
    },
    problemAt: { "lists.tooLongForPaper": "form", "lists.wholeNumbersForbidden": "numbers" },
  });
  const { values } = form;
  return (
    <FormDialog
      form={form}
      title={m["lists.export.of"]({ list: title })}
      send={m["lists.export.send"]()}
      onClose={onClose}
    >
      <p>
        {m["lists.export.what"]({
          count: digits(shown.total ?? 0),
          columns: shown.columns.map((column) => column.title).join(m["lists.comma"]()),
        })}
        <br />
        <span className="lf-muted">{filters}</span>
      </p>
      <RadioField
        form={form}
        name="form"
        label={m["lists.export.form"]()}
        choices={choicesOf(forms)}
      />
      {mayBeWhole && values.form === "xlsx" ? (
        <RadioField
          form={form}
          name="numbers"
          label={m["lists.export.numbers"]()}
          choices={[
            { value: "masked", label: m["lists.export.masked"]() },
            { value: "whole", label: m["lists.export.whole"]() },
          ]}
        />
      ) : null}
      <ChoiceField
        form={form}
        name="purpose"
        label={m["lists.purpose"]()}
        choices={choicesOf(purposes)}
      />
      {values.purpose === "other" ? (
        <TextField form={form} name="purposeText" label={m["lists.purpose.text"]()} />
      ) : null}
      <ChoiceField
        form={form}
        name="receiverKind"
        label={m["lists.receiver"]()}
        choices={choicesOf(receivers)}
      />
      <TextField form={form} name="receiver" label={m["lists.receiver.name"]()} />
      <p className="lf-muted">{m["lists.export.kept"]()}</p>
      {command.isBusy ? <ExportProgress /> : null}
    </FormDialog>
  );
}

/** The filters that are set, as a sentence. */
function useFilterText(book: ListBook, asked: ListShown<unknown>["asked"]): string {
  const settings = settingsIn(book, asked);
  const textOf = useSettingText(book, settings);
  const parts = Object.entries(settings).map(([filter, text]) =>
    m["lists.setting"]({ field: book.field(filter), value: textOf(filter, text) }),
  );
  if (asked.search) parts.unshift(m["lists.searched"]({ text: asked.search }));
  return parts.length === 0
    ? m["lists.export.noFilters"]()
    : m["lists.export.filters"]({ filters: parts.join(m["lists.semicolon"]()) });
}

/** How far a long export is. */
function ExportProgress() {
  const { done = 0, total } = useListProgress();
  if (!total) return null;
  const percent = Math.round((done / total) * 100);
  return <Progress percent={percent} aria-label={m["lists.export.progress"]()} />;
}
