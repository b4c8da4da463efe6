import type { Day } from "@lianfang/core/kernel/time.ts";
import { RiskLevel } from "@lianfang/core/policy/assessment-rule.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button, Input, Select } from "antd";
import { useToday } from "../kernel/clock.ts";
import { DayPicker } from "../kernel/kit/day-picker.tsx";
import { DivisionPicker } from "../kernel/kit/division-picker.tsx";
import { Labelled } from "../kernel/kit/labelled.tsx";
import { nameOf } from "../kernel/locale.ts";
import type { Region } from "./draft.ts";
import { levelLabels } from "./words.ts";

interface RowProps {
  region: Region;
  at: number;
  faults: ReadonlyMap<string, string>;
  onChange: (change: Partial<Region>) => void;
  onRemove: () => void;
}

function RegionRow({ region, at, faults, onChange, onRemove }: RowProps) {
  const fault = (field: string) => faults.get(`riskRegions.${at}.${field}`);
  const id = (field: string) => `region-${at}-${field}`;
  return (
    <li>
      <div className="lf-policy-grid">
        <Labelled
          id={id("place")}
          label={m["policy.region.place"]()}
          error={fault("divisionCode") ?? fault("name")}
        >
          <DivisionPicker
            id={id("place")}
            value={region.divisionCode || undefined}
            knownName={region.name ? nameOf(region) : undefined}
            onChange={(divisionCode, division) =>
              onChange({
                divisionCode: divisionCode ?? "",
                name: division?.name ?? "",
                nameEn: division?.nameEn ?? division?.name ?? "",
              })
            }
          />
        </Labelled>
        <Labelled id={id("level")} label={m["policy.region.level"]()} error={fault("level")}>
          <Select
            id={id("level")}
            value={region.level}
            options={RiskLevel.options.map((level) => ({
              value: level,
              label: levelLabels[level](),
            }))}
            onChange={(level) => onChange({ level })}
          />
        </Labelled>
        <Labelled id={id("from")} label={m["policy.region.from"]()} error={fault("from")}>
          <DayPicker
            id={id("from")}
            value={region.from}
            onChange={(from) => from && onChange({ from })}
          />
        </Labelled>
        <Labelled
          id={id("to")}
          label={m["policy.region.to"]()}
          error={fault("to") ?? faults.get(`riskRegions.${at}`)}
          isOptional
        >
          <DayPicker
            id={id("to")}
            value={region.to}
            from={region.from}
            onChange={(to) => onChange({ to })}
          />
        </Labelled>
      </div>
      <div className="lf-policy-grid">
        <Labelled
          id={id("source")}
          label={m["policy.region.source"]()}
          error={fault("source.zh") ?? fault("source.en")}
        >
          <Input
            id={id("source")}
            value={region.source.zh}
            onChange={(event) =>
              onChange({ source: { zh: event.target.value, en: region.source.en } })
            }
          />
        </Labelled>
        <Labelled id={id("sourceEn")} label={m["policy.region.sourceEn"]()}>
          <Input
            id={id("sourceEn")}
            value={region.source.en}
            onChange={(event) =>
              onChange({ source: { zh: region.source.zh, en: event.target.value } })
            }
          />
        </Labelled>
      </div>
      <div>
        <Button size="small" onClick={onRemove}>
          {m["policy.region.remove"]()}
        </Button>
      </div>
    </li>
  );
}

interface EditRegionsProps {
  regions: readonly Region[];
  faults: ReadonlyMap<string, string>;
  onChange: (regions: Region[]) => void;
}

function blankRegion(from: Day): Region {
  return {
    divisionCode: "",
    name: "",
    nameEn: "",
    level: "medium",
    from,
    source: { zh: "", en: "" },
  };
}

/** The risk regions: where, how grave, on which days, by whose word. */
export function EditRegions({ regions, faults, onChange }: EditRegionsProps) {
  const today = useToday();
  const changeAt = (at: number, change: Partial<Region>) =>
    onChange(regions.map((region, index) => (index === at ? { ...region, ...change } : region)));
  return (
    <>
      <ul className="lf-policy-rows">
        {regions.map((region, at) => (
          <RegionRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a region has nothing that stays while it is edited
            key={at}
            region={region}
            at={at}
            faults={faults}
            onChange={(change) => changeAt(at, change)}
            onRemove={() => onChange(regions.filter((_, index) => index !== at))}
          />
        ))}
      </ul>
      <Button onClick={() => onChange([...regions, blankRegion(today)])}>
        {m["policy.region.add"]()}
      </Button>
    </>
  );
}
