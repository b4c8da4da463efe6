import { DownOutlined } from "@ant-design/icons";
import type { View } from "@lianfang/core/lists/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../client.ts";
import { useCommand } from "../command.ts";
import { useMay } from "../me.ts";
import { DropMenu } from "./drop-menu.tsx";
import type { ListViews } from "./list-view-state.ts";
import { ProblemNote } from "./problem-note.tsx";
import { tell } from "./tell.tsx";
import { ViewDialog } from "./view-dialog.tsx";

interface ViewMenuProps {
  list: string;
  views: ListViews;
}

type Item = { key: string; label: string; onClick: () => void; danger?: boolean };

/** The list's views: one's own, the office's; and what can be done with them. */
export function ViewMenu({ list, views }: ViewMenuProps) {
  const [dialog, setDialog] = useState<"new" | "rename">();
  const { active, isChanged, open } = views;
  const acts = useActs(list, views);
  const named = (view: View): Item => ({
    key: view.viewId,
    label: view.isMine ? view.name : m["lists.view.of"]({ view: view.name, by: view.by }),
    onClick: () => open(view),
  });
  const group = (key: string, label: string, children: Item[]) =>
    children.length > 0 ? [{ key, type: "group" as const, label, children }] : [];
  const items = [
    { key: "all", label: m["lists.view.all"](), onClick: () => open(undefined) },
    ...group("mine", m["lists.view.mine"](), views.views.filter((one) => !one.isShared).map(named)),
    ...group(
      "office",
      m["lists.view.office"](),
      views.views.filter((one) => one.isShared).map(named),
    ),
    { key: "line", type: "divider" as const },
    ...(active && isChanged
      ? [
          {
            key: "update",
            label: m["lists.view.update"]({ view: active.name }),
            onClick: () => void acts.update(active),
          },
        ]
      : []),
    { key: "new", label: m["lists.view.new"](), onClick: () => setDialog("new") },
    ...(active ? acts.itemsOf(active, () => setDialog("rename")) : []),
  ];
  return (
    <span className="lf-send">
      <DropMenu menu={{ items, selectedKeys: [active?.viewId ?? "all"] }}>
        <Button>
          {active?.name ?? m["lists.view"]()}
          {isChanged ? <span className="lf-muted">{m["lists.view.changed"]()}</span> : null}
          <DownOutlined aria-hidden />
        </Button>
      </DropMenu>
      {acts.problem ? <ProblemNote problem={acts.problem} /> : null}
      {dialog ? (
        <ViewDialog
          list={list}
          views={views}
          renamed={dialog === "rename" ? active : undefined}
          onClose={() => setDialog(undefined)}
        />
      ) : null}
    </span>
  );
}

function useActs(list: string, { active, defaultViewId, open, shown }: ListViews) {
  const viewId = active?.viewId ?? "";
  const edit = useCommand(api.lists.editView, viewId);
  const share = useCommand(api.lists.shareView, viewId);
  const remove = useCommand(api.lists.removeView, viewId);
  const opening = useCommand(api.lists.openWith, viewId);
  const save = useCommand(api.lists.saveView, viewId);
  const mayShare = useMay(api.lists.shareView);
  const update = async (view: View) => {
    const changed = { ...shown, sort: shown.sort ?? null };
    const done = await edit.send({ viewId: view.viewId, revision: view.revision, ...changed });
    if (!done) return;
    open({ ...view, ...shown });
    tell(m["lists.view.updated"]({ view: view.name }));
  };
  const drop = async ({ name, filters, sort, columns, ...view }: View) => {
    if (!(await remove.send({ viewId: view.viewId }))) return;
    open(undefined);
    const back = { list, name, filters, columns, ...(sort && { sort }) };
    tell(m["lists.view.removed"]({ view: name }), () => void save.send(back));
  };
  const shareIt = async (view: View) => {
    const done = await share.send({ viewId: view.viewId, isShared: !view.isShared });
    if (done) tell(view.isShared ? m["lists.view.unshared"]() : m["lists.view.isShared"]());
  };
  const openWith = async (view: View) => {
    const isDefault = view.viewId === defaultViewId;
    const done = await opening.send({ list, viewId: isDefault ? null : view.viewId });
    if (done) tell(isDefault ? m["lists.view.opensNot"]() : m["lists.view.opens"]());
  };
  const itemsOf = (view: View, rename: () => void): Item[] => [
    {
      key: "default",
      label: view.viewId === defaultViewId ? m["lists.view.openNot"]() : m["lists.view.openWith"](),
      onClick: () => void openWith(view),
    },
    ...(mayShare
      ? [
          {
            key: "share",
            label: view.isShared ? m["lists.view.unshare"]() : m["lists.view.share"](),
            onClick: () => void shareIt(view),
          },
        ]
      : []),
    { key: "rename", label: m["lists.view.rename"](), onClick: rename },
    {
      key: "remove",
      label: m["lists.view.remove"](),
      danger: true,
      onClick: () => void drop(view),
    },
  ];
  const problem =
    edit.problem ?? share.problem ?? remove.problem ?? opening.problem ?? save.problem;
  return { update, itemsOf, problem };
}
