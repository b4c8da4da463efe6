/** What a sheet of paper is about: of which day, by which rule, where; who made the rounds, and when. */
import { m } from "@lianfang/messages/messages.js";
import { Input, Select } from "antd";
import { useToday } from "../kernel/clock.ts";
import { AreaPicker } from "../kernel/kit/area-picker.tsx";
import { DayPicker } from "../kernel/kit/day-picker.tsx";
import { useFilters, useSetFilters } from "../kernel/kit/filters.ts";
import { Labelled } from "../kernel/kit/labelled.tsx";
import { StaffPicker } from "../kernel/kit/staff-picker.tsx";
import { timeFrom } from "../kernel/kit/time-text.ts";
import { useRuleChoices } from "./rule-choices.ts";

export interface Head {
  staffId?: string | undefined;
  time: string;
}

interface AskedProps {
  /** While lines are typed, what they are about stays. */
  isLocked: boolean;
  head: Head;
  setHead: (head: Head) => void;
}

export function PaperAsked({ isLocked, head, setHead }: AskedProps) {
  const { day, rule, area } = useFilters();
  const change = useSetFilters();
  const today = useToday();
  const rules = useRuleChoices({ day, withFree: true });
  return (
    <div className="lf-round-paper-asked">
      <Labelled id="paper-day" label={m["rounds.day"]()}>
        <DayPicker
          id="paper-day"
          value={day ?? today}
          to={today}
          isDisabled={isLocked}
          onChange={(chosen) => change({ day: chosen === today ? undefined : chosen })}
        />
      </Labelled>
      <Labelled id="paper-rule" label={m["rounds.duty"]()}>
        <Select
          id="paper-rule"
          value={rule ?? null}
          options={rules}
          disabled={isLocked}
          showSearch={{ optionFilterProp: "label" }}
          placeholder={m["rounds.paper.choose"]()}
          popupMatchSelectWidth={false}
          onChange={(chosen: string | null) => change({ rule: chosen ?? undefined })}
        />
      </Labelled>
      <Labelled id="paper-area" label={m["rounds.area"]()}>
        <AreaPicker
          id="paper-area"
          placeholder={m["rounds.area.all"]()}
          value={area}
          isDisabled={isLocked}
          onChange={(chosen) => change({ area: chosen })}
        />
      </Labelled>
      <Labelled id="paper-maker" label={m["rounds.sheet.maker"]()}>
        <StaffPicker
          id="paper-maker"
          areaId={area}
          value={head.staffId}
          onChange={(staffId) => setHead({ ...head, staffId })}
        />
      </Labelled>
      <Labelled
        id="paper-time"
        label={m["rounds.sheet.time"]()}
        hint={m["rounds.paper.time.hint"]()}
      >
        <Input
          id="paper-time"
          className="lf-time"
          value={head.time}
          placeholder="09:00"
          autoComplete="off"
          onChange={(event) => setHead({ ...head, time: event.target.value })}
          onBlur={(event) => setHead({ ...head, time: timeFrom(event.target.value) ?? head.time })}
        />
      </Labelled>
    </div>
  );
}
