import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { Card } from "../kernel/kit/detail-page.tsx";
import { CardLines } from "../kernel/kit/loading.tsx";
import { MoreButton } from "../kernel/kit/more-button.tsx";
import { usePaged } from "../kernel/kit/paged.ts";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { Celsius } from "./celsius.tsx";
import { ReadingChart } from "./reading-chart.tsx";

/** A fortnight of three readings a day. */
const onChart = 42;

/** A person's temperatures under all orders: the course as a line, the latest in words. */
export function PersonReadings({ residentId }: { residentId: string }) {
  const dates = useDates();
  const list = usePaged(api.observation.readingsOf, { residentId, limit: onChart });
  if (list.error) return <Trouble error={list.error} onRetry={list.retry} />;
  if (list.isPending) return <CardLines count={3} />;
  const [latest] = list.rows;
  if (!latest || !list.first) return null;
  return (
    <Card title={m["observation.person.readings"]()}>
      <p>
        <Celsius reading={latest} />
      </p>
      <ReadingChart readings={list.rows} feverCelsius={list.first.feverCelsius} />
      <details className="lf-readings-table">
        <summary>{m["observation.person.readings.all"]({ count: list.rows.length })}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{m["observation.reading.takenAt"]()}</th>
              <th scope="col">{m["observation.reading.celsius"]()}</th>
              <th scope="col">{m["observation.reading.takenBy"]()}</th>
            </tr>
          </thead>
          <tbody>
            {list.rows.map((reading) => (
              <tr key={reading.readingId}>
                <td>{dates.instant(reading.takenAt)}</td>
                <td>
                  {reading.isFever ? (
                    <b>
                      {reading.celsius.toFixed(1)} {m["observation.fever"]()}
                    </b>
                  ) : (
                    reading.celsius.toFixed(1)
                  )}
                </td>
                <td>{reading.takenBy}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <MoreButton list={list} />
      </details>
    </Card>
  );
}
