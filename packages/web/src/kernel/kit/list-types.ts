import type { ReactNode } from "react";

export interface Column<Row> {
  /** In a described list the name it has there. */
  key: string;
  title: string;
  cell: (row: Row) => ReactNode;
  /** Numbers stand at the end of their column. */
  align?: "end";
  width?: number;
  /**
   * On a phone's card: its first line, the tag beside it, a line with its label (the default),
   * or left out.
   */
  card?: "title" | "tag" | "line" | "none";
  /** Left out first when the window is narrow. */
  isMinor?: boolean;
}

export interface ChipFilter {
  kind: "chips";
  /** The name in the address. */
  name: string;
  label: string;
  options: readonly { value: string; label: string; count?: number | undefined }[];
}

export interface AreaFilter {
  kind: "area";
  name: string;
  label: string;
}

export interface DayFilter {
  kind: "day";
  name: string;
  label: string;
}

/** A long choice, as a drop-down list. */
export interface ChoiceFilter {
  kind: "choice";
  name: string;
  label: string;
  options: readonly { value: string; label: string }[];
}

export type Filter = ChipFilter | AreaFilter | DayFilter | ChoiceFilter;
