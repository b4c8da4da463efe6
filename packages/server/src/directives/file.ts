/** A directive as a paper to be printed, and its units as a spreadsheet. */
import type { directivesContract } from "@lianfang/core/directives/contract.ts";
import type {
  DirectivePaper,
  Done,
  UnitProgress,
  Way,
} from "@lianfang/core/directives/directive.ts";
import { problems } from "@lianfang/core/directives/problems.ts";
import { townDay } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import type { Locale, QueryContext, Town } from "../kernel/context.ts";
import { toDocx } from "../kernel/documents/docx.ts";
import type { OfficialDocument } from "../kernel/documents/model.ts";
import { toPdf } from "../kernel/documents/pdf.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { type SheetColumn, writeSheet } from "../kernel/spreadsheet/write.ts";
import { findDirective } from "./list-store.ts";
import { unitsOf } from "./progress-store.ts";
import { timeText } from "./words.ts";

type Routes = Handlers<typeof directivesContract>;

const types = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pdf: "application/pdf",
};

export const file: Routes["file"] = async ({ directiveId, format, language }, context) => {
  const found = await findDirective(context, directiveId);
  if (!found) throw problems.directiveNotFound();
  const units = await unitsOf(context, found.row);
  const printed = { paper: found.paper, units, town: context.town, language };
  const bytes = await write(format, printed, context);
  const name = `${found.paper.title}-${found.paper.number}.${format}`;
  return new File([Buffer.from(bytes)], name, { type: types[format] });
};

interface Printed {
  paper: DirectivePaper;
  units: readonly UnitProgress[];
  town: Town;
  language: Locale;
}

function write(format: keyof typeof types, printed: Printed, context: QueryContext) {
  if (format === "xlsx") return sheetOf(printed, context);
  const document = documentOf(printed);
  return format === "pdf" ? toPdf(document) : toDocx(document);
}

function documentOf(printed: Printed): OfficialDocument {
  const { paper, town, language } = printed;
  const inThis = { locale: language };
  const name = language === "en" ? town.nameEn : town.name;
  const issuer = m["directives.paper.issuer"]({ town: name }, inThis);
  const issuedOn = townDay(paper.issuedAt, town.timeZone);
  const columns = columnsIn(language).map(({ header }) => ({ header }));
  return {
    language,
    title: paper.title,
    issuer,
    issuedOn,
    number: paper.number,
    addressee: m["directives.paper.addressee"]({}, inThis),
    blocks: [
      ...paper.text.split(/\n+/).map((text) => ({ kind: "paragraph" as const, text })),
      { kind: "facts", facts: factsOf(printed) },
      { kind: "heading", level: 1, text: m["directives.paper.units"]({}, inThis) },
      { kind: "table", columns, rows: rowsOf(printed) },
    ],
    signature: { body: `${issuer} ${paper.issuedBy}`, date: timeText(paper.issuedAt, town) },
    pageNumbers: true,
  };
}

function factsOf({ paper, town, language }: Printed) {
  const inThis = { locale: language };
  const { confirmBy, finishBy, withdrawn, replacedBy } = paper;
  const facts = [
    { name: m["directives.confirmBy"]({}, inThis), value: timeText(confirmBy, town) },
    { name: m["directives.finishBy"]({}, inThis), value: finishBy && timeText(finishBy, town) },
    {
      name: m["directives.state.withdrawn"]({}, inThis),
      value: withdrawn && `${timeText(withdrawn.at, town)} ${withdrawn.reason}`,
    },
    { name: m["directives.replacedBy"]({}, inThis), value: replacedBy?.number },
  ];
  return facts.flatMap(({ name, value }) => (value ? [{ name, value }] : []));
}

function sheetOf(printed: Printed, { now, town }: QueryContext): Promise<Uint8Array> {
  const { paper, language } = printed;
  const asOf = m["directives.sheet.asOf"]({ at: timeText(now, town) }, { locale: language });
  return writeSheet({
    sheetName: m["directives.directive"]({}, { locale: language }),
    above: [`${paper.number} ${paper.title}`, asOf],
    columns: columnsIn(language),
    rows: rowsOf(printed),
  });
}

function columnsIn(language: Locale): SheetColumn[] {
  const inThis = { locale: language };
  return [
    { header: m["directives.unit"]({}, inThis), width: 24 },
    { header: m["directives.standing"]({}, inThis), width: 14 },
    { header: m["directives.acknowledged"]({}, inThis), width: 28 },
    { header: m["directives.finished"]({}, inThis), width: 28 },
    { header: m["directives.feedback"]({}, inThis), width: 40 },
  ];
}

function rowsOf({ units, town, language }: Printed): string[][] {
  return units.map((unit) => [
    language === "en" ? unit.nameEn : unit.name,
    standingText(unit, language),
    doneText(unit.acknowledged, town, language),
    doneText(unit.finished, town, language),
    unit.finished?.note ?? unit.feedback?.lastText ?? "",
  ]);
}

function doneText(done: Done | undefined, town: Town, locale: Locale): string {
  if (!done) return "";
  const { by, at, entered } = done;
  const name = entered
    ? m["directives.entered"](
        { name: by, way: wayText(entered.way, locale), officer: entered.by },
        { locale },
      )
    : by;
  return `${name} ${timeText(at, town)}`;
}

function wayText(way: Way, locale: Locale): string {
  switch (way) {
    case "telephone":
      return m["directives.way.telephone"]({}, { locale });
    case "in-person":
      return m["directives.way.inPerson"]({}, { locale });
    case "paper":
      return m["directives.way.paper"]({}, { locale });
  }
}

function standingText({ step, isOverdue, acknowledged }: UnitProgress, locale: Locale): string {
  if (isOverdue) return m["directives.overdue"]({}, { locale });
  if (step === "confirmed" && acknowledged?.isLate) return m["directives.late"]({}, { locale });
  switch (step) {
    case "waiting":
      return m["directives.step.waiting"]({}, { locale });
    case "confirmed":
      return m["directives.step.confirmed"]({}, { locale });
    case "fed-back":
      return m["directives.step.fedBack"]({}, { locale });
    case "finished":
      return m["directives.step.finished"]({}, { locale });
  }
}
