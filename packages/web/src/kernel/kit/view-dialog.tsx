import type { View } from "@lianfang/core/lists/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { z } from "zod";
import { api } from "../client.ts";
import { useCommand } from "../command.ts";
import { useMay } from "../me.ts";
import { CheckField, TextField } from "./fields.tsx";
import { FormDialog } from "./form-dialog.tsx";
import { useForm } from "./form-state.ts";
import type { ListViews } from "./list-view-state.ts";
import { tell } from "./tell.tsx";

interface ViewDialogProps {
  list: string;
  views: ListViews;
  /** The view that gets another name; without it what is shown is saved as a new one. */
  renamed: View | undefined;
  onClose: () => void;
}

const longestName = 40;
const schema = z.object({
  name: z.string().trim().min(1).max(longestName),
  isShared: z.boolean().optional(),
});

/** Names a view: what is shown now, or one there is. */
export function ViewDialog({ renamed, ...props }: ViewDialogProps) {
  return renamed ? <Renaming {...props} view={renamed} /> : <Saving {...props} />;
}

function Saving({ list, views, onClose }: Omit<ViewDialogProps, "renamed">) {
  const save = useCommand(api.lists.saveView);
  const share = useCommand(api.lists.shareView);
  const mayShare = useMay(api.lists.shareView);
  const form = useForm({
    name: "view-new",
    schema,
    initial: { name: "" },
    command: save,
    send: async ({ name, isShared }) => {
      const saved = await save.send({ list, name, ...views.shown });
      if (saved && isShared) await share.send({ viewId: saved.viewId, isShared });
      return saved && { viewId: saved.viewId, name };
    },
    onDone: ({ viewId, name }) => {
      tell(m["lists.view.saved"]({ view: name }));
      const view = { viewId, name, ...views.shown, isShared: false, isMine: true };
      views.open({ ...view, by: "", revision: 1 });
      onClose();
    },
    problemAt: { "lists.viewNameTaken": "name" },
  });
  return (
    <FormDialog form={form} title={m["lists.view.new"]()} send={m["web.save"]()} onClose={onClose}>
      <TextField form={form} name="name" label={m["lists.view.name"]()} />
      {mayShare ? (
        <CheckField form={form} name="isShared" label={m["lists.view.office"]()}>
          {m["lists.view.share"]()}
        </CheckField>
      ) : null}
      <p className="lf-muted">{m["lists.view.holds"]()}</p>
    </FormDialog>
  );
}

function Renaming({ view, onClose }: Omit<ViewDialogProps, "renamed"> & { view: View }) {
  const edit = useCommand(api.lists.editView, view.viewId);
  const { viewId, revision } = view;
  const form = useForm({
    name: `view-${viewId}`,
    schema: schema.pick({ name: true }),
    initial: { name: view.name },
    command: edit,
    send: ({ name }) => edit.send({ viewId, revision, name }),
    onDone: () => onClose(),
    problemAt: { "lists.viewNameTaken": "name" },
  });
  return (
    <FormDialog
      form={form}
      title={m["lists.view.rename"]()}
      send={m["web.save"]()}
      onClose={onClose}
    >
      <TextField form={form} name="name" label={m["lists.view.name"]()} />
    </FormDialog>
  );
}
