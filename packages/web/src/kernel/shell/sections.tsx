import {
  AppstoreOutlined,
  AuditOutlined,
  CarOutlined,
  DashboardOutlined,
  EnvironmentOutlined,
  FlagOutlined,
  InboxOutlined,
  ScheduleOutlined,
  SettingOutlined,
  SoundOutlined,
  TeamOutlined,
} from "@ant-design/icons";
import { m } from "@lianfang/messages/messages.js";
import type { ReactNode } from "react";
import { allows, useMe } from "../me.ts";
import { furnished, type RailItem, type Section, sections } from "../modules.ts";

const labels: Record<Section, () => string> = {
  board: () => m["web.section.board"](),
  command: () => m["web.section.command"](),
  people: () => m["web.section.people"](),
  checkpoints: () => m["web.section.checkpoints"](),
  places: () => m["web.section.places"](),
  supplies: () => m["web.section.supplies"](),
  roster: () => m["web.section.roster"](),
  inspection: () => m["web.section.inspection"](),
  publicity: () => m["web.section.publicity"](),
  map: () => m["web.section.map"](),
  settings: () => m["web.section.settings"](),
};

const icons: Record<Section, ReactNode> = {
  board: <DashboardOutlined aria-hidden />,
  command: <FlagOutlined aria-hidden />,
  people: <TeamOutlined aria-hidden />,
  checkpoints: <CarOutlined aria-hidden />,
  places: <AppstoreOutlined aria-hidden />,
  supplies: <InboxOutlined aria-hidden />,
  roster: <ScheduleOutlined aria-hidden />,
  inspection: <AuditOutlined aria-hidden />,
  publicity: <SoundOutlined aria-hidden />,
  map: <EnvironmentOutlined aria-hidden />,
  settings: <SettingOutlined aria-hidden />,
};

export interface OpenSection {
  section: Section;
  label: string;
  icon: ReactNode;
  items: readonly RailItem[];
}

/** The sections whose modules exist and whose pages the signed-in person may use. */
export function useSections(): readonly OpenSection[] {
  const { grants } = useMe();
  const items = furnished().flatMap(({ rail = [] }) => rail);
  return sections.flatMap((section) => {
    const own = items.filter((item) => item.section === section && allows(item.access, grants));
    if (own.length === 0) return [];
    return [{ section, label: labels[section](), icon: icons[section], items: own }];
  });
}

/** The item a page belongs to: the longest address that the page's begins with. */
export function itemAt(items: readonly RailItem[], pathname: string): RailItem | undefined {
  const fitting = items.filter(({ to }) =>
    to === "/" ? pathname === "/" : pathname === to || pathname.startsWith(`${to}/`),
  );
  return fitting.sort((one, other) => other.to.length - one.to.length)[0];
}
