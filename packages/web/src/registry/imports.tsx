import { m } from "@lianfang/messages/messages.js";
import { useNavigate } from "@tanstack/react-router";
import { Upload } from "antd";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { ListPage } from "../kernel/kit/list-page.tsx";
import { ProblemNote } from "../kernel/kit/problem-note.tsx";
import { inDigits } from "../kernel/numbers.ts";
import { ImportTag } from "./import-tag.tsx";
import "./import.css";

/** The registers brought so far, and the door for the next. */
export function ImportsPage() {
  const dates = useDates();
  return (
    <ListPage
      title={m["registry.imports"]()}
      intro={m["registry.imports.intro"]()}
      query={api.registry.imports}
      input={() => ({ limit: 20 })}
      above={() => <UploadBox />}
      columns={[
        {
          key: "file",
          title: m["registry.import.file"](),
          cell: (row) => row.fileName,
          card: "title",
        },
        {
          key: "state",
          title: m["registry.import.state"](),
          cell: (row) => <ImportTag state={row.state} />,
          card: "tag",
        },
        {
          key: "at",
          title: m["registry.import.startedAt"](),
          cell: (row) => dates.instant(row.startedAt),
        },
        {
          key: "by",
          title: m["import.startedBy"](),
          cell: (row) => row.startedBy ?? "–",
          isMinor: true,
        },
        {
          key: "counts",
          title: m["registry.import.rows"](),
          cell: (row) => (row.counts ? m["registry.import.sum"](inDigits(row.counts)) : "–"),
        },
      ]}
      rowKey={(row) => row.importId}
      to={(row) => `/people/imports/${row.importId}`}
      empty={{ title: m["registry.imports.none"](), text: m["registry.imports.none.text"]() }}
    />
  );
}

/** Drop a spreadsheet, or choose it; reading and checking write nothing. */
function UploadBox() {
  const start = useCommand(api.registry.startImport);
  const navigate = useNavigate();
  const send = async (file: File) => {
    const answer = await start.send({ file });
    if (answer) {
      await navigate({ to: "/people/imports/$importId", params: { importId: answer.importId } });
    }
  };
  return (
    <div className="lf-import-upload">
      <Upload.Dragger
        accept=".xlsx,.csv"
        showUploadList={false}
        disabled={start.isBusy}
        beforeUpload={(file) => {
          void send(file);
          return false;
        }}
      >
        <p className="lf-import-drop">{m["registry.import.drop"]()}</p>
        <p className="lf-muted">{m["registry.import.drop.hint"]()}</p>
        {/* The whole box is the button; a button within a button can't be told apart. */}
        <span className="lf-button-primary">
          {start.isBusy ? m["registry.import.reading"]() : m["registry.import.choose"]()}
        </span>
      </Upload.Dragger>
      {start.problem ? <ProblemNote problem={start.problem} /> : null}
    </div>
  );
}
