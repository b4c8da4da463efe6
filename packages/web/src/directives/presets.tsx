import { addDays, addMinutes, townDay, townTime } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import { townNow } from "../kernel/clock.ts";
import { useTown } from "../kernel/me.ts";
import "./directives.css";

interface ConfirmPresetsProps {
  onPick: (day: string, time: string) => void;
}

/** The times usually set for confirming, by the town's clock as it is when they are pressed. */
export function ConfirmPresets({ onPick }: ConfirmPresetsProps) {
  const { timeZone, clock } = useTown();
  const later = (minutes: number) => {
    const at = addMinutes(townNow(), minutes);
    onPick(townDay(at, timeZone), townTime(at, timeZone));
  };
  const today = () => townDay(townNow(), timeZone);
  const presets = [
    { label: m["directives.preset.minutes"]({ count: 30 }), pick: () => later(30) },
    { label: m["directives.preset.hours"]({ count: 1 }), pick: () => later(60) },
    { label: m["directives.preset.hours"]({ count: 3 }), pick: () => later(180) },
    {
      label: m["directives.preset.meeting"]({ time: clock.meetAt }),
      pick: () => onPick(today(), clock.meetAt),
    },
    {
      label: m["directives.preset.tomorrow"]({ time: "08:00" }),
      pick: () => onPick(addDays(today(), 1), "08:00"),
    },
  ];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of buttons, no fields
    <div className="lf-directive-presets" role="group" aria-label={m["directives.presets"]()}>
      {presets.map(({ label, pick }) => (
        <Button key={label} size="small" onClick={pick}>
          {label}
        </Button>
      ))}
    </div>
  );
}
