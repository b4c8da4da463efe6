/** The list of what a rule owes, on paper to be filled in by hand. */
import { PrinterOutlined } from "@ant-design/icons";
import { contract } from "@lianfang/core/contract.ts";
import { addDays } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { useToday } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { AreaField } from "../kernel/kit/area-picker.tsx";
import { useAreaNames } from "../kernel/kit/areas.ts";
import { DayField } from "../kernel/kit/day-picker.tsx";
import { saveFile } from "../kernel/kit/download.tsx";
import { ChoiceField, TextField } from "../kernel/kit/fields.tsx";
import { useFilters } from "../kernel/kit/filters.ts";
import { FormDialog } from "../kernel/kit/form-dialog.tsx";
import { inputOf, useForm } from "../kernel/kit/form-state.ts";
import { tell } from "../kernel/kit/tell.tsx";
import { useRuleChoices } from "./rule-choices.ts";

/** So far ahead a sheet may be printed. */
const mostAhead = 7;

export function SheetButton() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon={<PrinterOutlined aria-hidden />} onClick={() => setOpen(true)}>
        {m["rounds.sheet.print"]()}
      </Button>
      {isOpen ? <SheetDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

const schema = inputOf(contract.rounds.printSheet);

function SheetDialog({ onClose }: { onClose: () => void }) {
  const { day, rule, area } = useFilters();
  const today = useToday();
  const names = useAreaNames();
  const print = useCommand(api.rounds.printSheet);
  const form = useForm({
    name: "rounds-sheet",
    schema,
    initial: {
      day: day ?? today,
      ruleId: rule,
      areaId: area,
      receiver: area ? names.get(area) : undefined,
    },
    command: print,
    send: (values) => print.send(values),
    onDone: ({ file }) => {
      onClose();
      if (file) saveFile(file, file.name);
      tell(m["rounds.sheet.done"]());
    },
    problemAt: { "rounds.ruleUnknown": "ruleId", "lists.tooLongForPaper": "areaId" },
  });
  const rules = useRuleChoices({ day: form.values.day, withFree: true });
  return (
    <FormDialog
      form={form}
      title={m["rounds.sheet.print"]()}
      send={m["rounds.sheet.print"]()}
      onClose={onClose}
    >
      <p className="lf-muted">{m["rounds.sheet.intro"]()}</p>
      <DayField form={form} name="day" label={m["rounds.day"]()} to={addDays(today, mostAhead)} />
      <ChoiceField form={form} name="ruleId" label={m["rounds.duty"]()} choices={rules} />
      <AreaField form={form} name="areaId" label={m["rounds.area"]()} />
      <TextField form={form} name="receiver" label={m["lists.receiver.name"]()} />
    </FormDialog>
  );
}
