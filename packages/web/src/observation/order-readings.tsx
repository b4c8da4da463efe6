import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { Card } from "../kernel/kit/detail-page.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { useMay } from "../kernel/me.ts";
import { Celsius } from "./celsius.tsx";
import { CorrectReadingDialog } from "./reading-dialog.tsx";
import type { ShownOrder } from "./shown-order.ts";
import { windowStates, windowTones } from "./words.ts";

type Window = ShownOrder["windows"][number];
type Reading = NonNullable<Window["reading"]>;

/** Window by window, newest first: done, missed or still open. */
export function OrderReadings({ order: { windows, otherReadings } }: { order: ShownOrder }) {
  const [correcting, setCorrecting] = useState<Reading>();
  return (
    <Card title={m["observation.readings"]()}>
      {windows.length === 0 ? (
        <p className="lf-muted">{m["observation.readings.none"]()}</p>
      ) : (
        <ol className="lf-windows">
          {windows.map((window) => (
            <WindowLine
              key={`${window.day} ${window.windowId}`}
              window={window}
              onCorrect={setCorrecting}
            />
          ))}
        </ol>
      )}
      {otherReadings.length > 0 ? <Others readings={otherReadings} /> : null}
      {correcting ? (
        <CorrectReadingDialog
          readingId={correcting.readingId}
          celsius={correcting.celsius}
          onClose={() => setCorrecting(undefined)}
        />
      ) : null}
    </Card>
  );
}

interface WindowLineProps {
  window: Window;
  onCorrect: (reading: Reading) => void;
}

function WindowLine({ window, onCorrect }: WindowLineProps) {
  const dates = useDates();
  const mayCorrect = useMay(api.observation.correctReading);
  const { day, from, to, state, reading } = window;
  return (
    <li>
      <span>
        {dates.day(day)} {dates.time(from)}–{dates.time(to)}
      </span>
      <StateTag tone={windowTones[state]}>{windowStates[state]()}</StateTag>
      <Celsius reading={reading} />
      <span className="lf-muted">{reading?.takenBy}</span>
      {reading && mayCorrect ? (
        <Button type="link" size="small" onClick={() => onCorrect(reading)}>
          {m["observation.reading.correct"]()}
        </Button>
      ) : null}
    </li>
  );
}

/** Readings that stand for no window: taken between, one too many, or replaced. */
function Others({ readings }: { readings: readonly Reading[] }) {
  return (
    <>
      <h3>{m["observation.readings.other"]()}</h3>
      <ol className="lf-windows">
        {readings.map((reading) => (
          <li key={reading.readingId}>
            <Celsius reading={reading} />
            {reading.correctedBy ? (
              <StateTag>{m["observation.reading.replaced"]()}</StateTag>
            ) : null}
            <span className="lf-muted">{reading.takenBy}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
