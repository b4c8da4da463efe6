import type { Bulletin } from "@lianfang/core/command/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { z } from "zod";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { LongTextField } from "../kernel/kit/fields.tsx";
import { Form } from "../kernel/kit/form.tsx";
import { useForm } from "../kernel/kit/form-state.ts";
import { tell } from "../kernel/kit/tell.tsx";

const schema = z.object({
  zh: z.string().max(4000).optional(),
  en: z.string().max(8000).optional(),
});

/** The secretary's words, in both languages; a draft's alone. */
export function Remarks({ bulletin }: { bulletin: Bulletin }) {
  const { bulletinId, revision, remarks } = bulletin;
  const edit = useCommand(api.command.editRemarks, bulletinId);
  const form = useForm({
    name: `bulletin-remarks-${bulletinId}`,
    schema,
    initial: remarks,
    command: edit,
    send: ({ zh = "", en = "" }) => edit.send({ bulletinId, revision, remarks: { zh, en } }),
    onDone: () => tell(m["web.saved"]()),
  });
  return (
    <Form form={form} send={m["command.bulletin.remarks.save"]()}>
      <LongTextField form={form} name="zh" label={m["command.bulletin.inChinese"]()} rows={5} />
      <LongTextField form={form} name="en" label={m["command.bulletin.inEnglish"]()} rows={5} />
    </Form>
  );
}
