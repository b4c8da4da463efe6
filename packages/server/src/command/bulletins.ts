/** Bulletins read back: an issued one as it was frozen, a draft as it would be. */
import { BulletinContent } from "@lianfang/core/command/bulletin-content.ts";
import {
  type Bulletin,
  type BulletinRow,
  type commandContract,
  problems,
} from "@lianfang/core/command/contract.ts";
import type { z } from "zod";
import type { QueryContext } from "../kernel/context.ts";
import { toPage } from "../kernel/database/cursor.ts";
import { toDocx } from "../kernel/documents/docx.ts";
import { toPdf } from "../kernel/documents/pdf.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { contentOf, countDay } from "./content.ts";
import { bulletinDocument, bulletinFileName } from "./document.ts";
import { type BulletinEntry, bulletinStore } from "./store.ts";
import { pick } from "./words.ts";

type Routes = Handlers<typeof commandContract>;

export const bulletins: Routes["bulletins"] = async (input, context) => {
  const rows = await bulletinStore(context).list(input);
  return toPage(rows, input.limit, (row) => [row.day, row.bulletin_id], bulletinRow);
};

export const bulletin: Routes["bulletin"] = async ({ bulletinId }, context) => {
  const { entry, content, digest } = await read(context, bulletinId);
  return {
    ...bulletinRow(entry),
    figures: content.figures.map(({ figureId, value, before }) => ({ figureId, value, before })),
    byArea: content.areas.map(({ areaId, name, figures }) => ({
      areaId,
      areaName: pick(name, context.locale),
      figures,
    })),
    remarks: content.remarks,
    revision: entry.revision,
    digest,
    journalHead: content.journalHead,
  } satisfies z.input<typeof Bulletin>;
};

const types = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  pdf: "application/pdf",
};

export const bulletinFile: Routes["bulletinFile"] = async (input, context) => {
  const { bulletinId, format, language } = input;
  const { content, digest } = await read(context, bulletinId);
  const document = bulletinDocument(content, digest, language);
  const bytes = format === "docx" ? await toDocx(document) : await toPdf(document);
  const name = `${bulletinFileName(content, language)}.${format}`;
  return new File([new Uint8Array(bytes)], name, { type: types[format] });
};

export function bulletinRow(entry: BulletinEntry): z.input<typeof BulletinRow> {
  return {
    bulletinId: entry.bulletin_id,
    day: entry.day,
    issueNumber: entry.number,
    state: entry.state,
    cutOffAt: entry.cut_off_at,
    issuedAt: entry.issued_at ?? undefined,
    issuedBy: entry.issuer_name ?? undefined,
  };
}

async function read(context: QueryContext, bulletinId: string) {
  const entry = await bulletinStore(context).find(bulletinId);
  if (!entry) throw problems.bulletinNotFound();
  if (entry.state === "issued") {
    const content = BulletinContent.parse(entry.content);
    return { entry, content, digest: entry.digest?.toString("hex") };
  }
  const count = await countDay(context, entry.day, entry.cut_off_at);
  const remarks = { zh: entry.remarks_zh, en: entry.remarks_en };
  const content = contentOf(context, count, { issueNumber: entry.number, remarks });
  return { entry, content, digest: undefined };
}
