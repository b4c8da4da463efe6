/**
 * An official document before it is a file: a bulletin, a notice, a certificate. `toDocx` and `toPdf`
 * lay it out, in Chinese after GB/T 9704-2012, in English as a plain report.
 */
import type { Day } from "@lianfang/core/kernel/time.ts";

export interface OfficialDocument {
  language: "zh-CN" | "en";
  /** Line breaks are kept: a long title is broken where its sense breaks. */
  title: string;
  /** Who issues it: the author in the file's properties. */
  issuer: string;
  /** The day it is issued: the date in the file's properties. Nothing in a file depends on when it is made. */
  issuedOn: Day;
  /** The issuing body's red header, for a body that has one: "东观镇……指挥部文件". */
  redHeader?: string;
  /** Document or issue number: "东防指〔2020〕3号", "第12期". */
  number?: string;
  /** The line below the number of a bulletin: who at the left, when at the right. */
  issueLine?: { body: string; date: string };
  /** Whom it is addressed to, with its colon: "张三：", "各村（社区）：". */
  addressee?: string;
  blocks: readonly DocumentBlock[];
  signature?: Signature;
  /** Small, at the foot of every page: how the document can be checked, for one. */
  footerNote?: string;
  /** Printed unless false; never on a document of one page. */
  pageNumbers?: boolean;
  /** A list of many columns: small, on paper lying down. */
  isList?: boolean;
  /** A notice or certificate: set smaller, if need be, to stand on one page. */
  onePage?: boolean;
}

/** Text, or pieces of it of which some are strong. Line breaks are kept. */
export type Text = string | readonly (string | { strong: string })[];

export type DocumentBlock =
  | { kind: "heading"; level: 1 | 2; text: string }
  | { kind: "paragraph"; text: Text }
  /** Names and values, one under the other. */
  | { kind: "facts"; facts: readonly { name: string; value: string }[] }
  | DocumentTable;

export interface DocumentTable {
  kind: "table";
  caption?: string;
  columns: readonly TableColumn[];
  rows: readonly (readonly string[])[];
  /** High rows, to be written in by hand. */
  isRoomy?: boolean;
}

export interface TableColumn {
  header: string;
  /** Of the cells; `left` when left out. Headers are centred. */
  align?: "left" | "center" | "right";
  /** Room for handwriting, in ems, where the cells are empty. */
  room?: number;
}

export interface Signature {
  body: string;
  /** As it is printed: "2020年2月3日". */
  date: string;
}
