/** A bulletin as an official document: from its content alone, so that it stays what was issued. */
import type { BulletinContent, FrozenFigure } from "@lianfang/core/command/bulletin-content.ts";
import { townDay, townTime } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import type { Locale } from "../kernel/context.ts";
import type { DocumentBlock, OfficialDocument } from "../kernel/documents/model.ts";
import { messageFor } from "../kernel/problem-text.ts";
import { dayInFull, dayInShort, numberText, pick } from "./words.ts";

export function bulletinDocument(
  content: BulletinContent,
  digest: string | undefined,
  language: Locale,
): OfficialDocument {
  const { day, issueNumber: number } = content;
  const inThis = { locale: language };
  const town = pick(content.town, language);
  // Towns title it 疫情防控日通报, whatever the response is called within the system.
  const response = pick(content.response, language).replace(/(?<=.)响应$/, "");
  const issuer = m["command.document.issuer"]({ town }, inThis);
  return {
    language,
    title: m["command.document.title"]({ town, response }, inThis),
    issuer,
    issuedOn: day,
    number: digest
      ? m["command.document.number"]({ number }, inThis)
      : m["command.document.numberDraft"]({ number }, inThis),
    issueLine: { body: issuer, date: dayInFull(day, language) },
    blocks: blocksOf(content, language),
    footerNote: footer(content, digest, language),
    pageNumbers: true,
  };
}

/** What the file is called where it is saved, without the ending. */
export function bulletinFileName(content: BulletinContent, language: Locale): string {
  const { day, issueNumber: number } = content;
  return m["command.document.fileName"]({ day, number }, { locale: language });
}

function blocksOf(content: BulletinContent, language: Locale): DocumentBlock[] {
  const inThis = { locale: language };
  const heading = (text: string): DocumentBlock => ({ kind: "heading", level: 1, text });
  return [
    heading(m["command.document.overall"]({}, inThis)),
    overall(content, language),
    heading(m["command.document.people"]({}, inThis)),
    ...people(content, language),
    heading(m["command.document.areas"]({}, inThis)),
    areas(content, language),
    heading(m["command.document.findings"]({}, inThis)),
    ...paragraphs(language === "en" ? content.findings.en : content.findings.zh),
    heading(m["command.document.remarks"]({}, inThis)),
    ...remarks(content, language),
  ];
}

function paragraphs(texts: readonly string[]): DocumentBlock[] {
  return texts.map((text) => ({ kind: "paragraph", text }));
}

function cutOffText({ cutOffAt, day, timeZone }: BulletinContent, language: Locale) {
  const isMidnight = townDay(cutOffAt, timeZone) !== day;
  return {
    day: dayInShort(day, language),
    time: isMidnight ? "24:00" : townTime(cutOffAt, timeZone),
  };
}

function overall(content: BulletinContent, language: Locale): DocumentBlock {
  const figures = content.figures.filter(({ section }) => section === "overall");
  const said = { ...cutOffText(content, language), figures: listed(figures, language) };
  return { kind: "paragraph", text: m["command.document.asOf"](said, { locale: language }) };
}

/** A paragraph for each kind of figure, opened by a word in bold where the kind has one. */
function people(content: BulletinContent, language: Locale): DocumentBlock[] {
  const figures = content.figures.filter(({ section }) => section === "people");
  const kinds = Map.groupBy(figures, ({ figureId }) => figureId.split(".")[0] ?? "");
  return [...kinds].map(([kind, own]) => {
    const opening = messageFor(`command.document.group.${kind}`, {}, language);
    const text = m["command.document.list"](
      { figures: listed(own, language) },
      { locale: language },
    );
    return { kind: "paragraph", text: opening ? [{ strong: opening }, text] : text };
  });
}

function listed(figures: readonly FrozenFigure[], language: Locale): string {
  const separator = m["command.document.separator"]({}, { locale: language });
  return figures.map((figure) => figureText(figure, language)).join(separator);
}

function figureText({ figureId, name, unit, value, before }: FrozenFigure, language: Locale) {
  const said = {
    name: messageFor(`command.document.name.${figureId}`, {}, language) ?? pick(name, language),
    value: numberText(value),
    // English names say themselves what is counted.
    unit: language === "en" ? "" : unit.zh,
  };
  const change = before === undefined ? 0 : value - before;
  if (change === 0) return m["command.document.figure"](said, { locale: language });
  const signed = `${change > 0 ? "+" : "−"}${numberText(Math.abs(change))}`;
  return m["command.document.figureChanged"]({ ...said, change: signed }, { locale: language });
}

function areas({ columns, areas, figures }: BulletinContent, language: Locale): DocumentBlock {
  const inThis = { locale: language };
  if (columns.length === 0 || areas.length === 0) {
    return { kind: "paragraph", text: m["command.document.noAreas"]({}, inThis) };
  }
  const names = new Map(figures.map(({ figureId, name }) => [figureId, pick(name, language)]));
  const header = (id: string) =>
    messageFor(`command.document.column.${id}`, {}, language) ?? names.get(id) ?? id;
  const sum = (id: string) => areas.reduce((total, area) => total + (area.figures[id] ?? 0), 0);
  const shown = areas.filter((area) => columns.some((id) => area.figures[id]));
  const rest = areas.length - shown.length;
  return {
    kind: "table",
    columns: [
      { header: m["command.document.area"]({}, inThis) },
      ...columns.map((id) => ({ header: header(id), align: "right" as const })),
    ],
    rows: [
      ...shown.map((area) => [
        pick(area.name, language),
        ...columns.map((id) => numberText(area.figures[id] ?? 0)),
      ]),
      // Villages where nothing is to be told are one line.
      ...(rest > 0
        ? [[m["command.document.rest"]({ count: rest }, inThis), ...columns.map(() => "0")]]
        : []),
      [m["command.document.total"]({}, inThis), ...columns.map((id) => numberText(sum(id)))],
    ],
  };
}

function remarks(content: BulletinContent, language: Locale): DocumentBlock[] {
  const lines = pick(content.remarks, language)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const none = m["command.document.noRemarks"]({}, { locale: language });
  return paragraphs(lines.length > 0 ? lines : [none]);
}

function footer(content: BulletinContent, digest: string | undefined, language: Locale): string {
  const inThis = { locale: language };
  if (!digest) return m["command.document.draft"](cutOffText(content, language), inThis);
  const { journalHead: head } = content;
  const lines = [m["command.document.proof"]({ digest }, inThis)];
  if (head) lines.push(m["command.document.proofHead"]({ head }, inThis));
  return lines.join("\n");
}
