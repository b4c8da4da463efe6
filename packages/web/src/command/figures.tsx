import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { api } from "../kernel/client.ts";
import { useDates } from "../kernel/clock.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { Card } from "../kernel/kit/detail-page.tsx";
import { CardLines } from "../kernel/kit/loading.tsx";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { useLocale } from "../kernel/locale.ts";
import { useMay } from "../kernel/me.ts";
import { digits, signed } from "../kernel/numbers.ts";
import { figureName, figureUnit, figureValue, isShare } from "./figure-text.ts";
import { ScrollTable } from "./scroll-table.tsx";

/** Every figure the house can count, now and against the same time yesterday. */
export function FiguresPage() {
  const dates = useDates();
  const { data, error, refetch } = useQuery(api.command.figures.queryOptions({ input: {} }));
  return (
    <div className="lf-page lf-page-narrow">
      <PageHead
        title={m["command.figures"]()}
        intro={m["command.figures.intro"]()}
        {...(data ? { aside: <span>{dates.instant(data.at)}</span> } : {})}
      />
      {error ? <Trouble error={error} onRetry={() => void refetch()} /> : null}
      {data ? (
        <Card>
          <FigureTable figures={data.figures} />
        </Card>
      ) : null}
      {data || error ? null : <CardLines count={12} />}
    </div>
  );
}

interface Counted {
  figureId: string;
  value: number;
  before?: number | undefined;
}

/** @param at opens the rows as of this instant; now when absent */
export function FigureTable({ figures, at }: { figures: readonly Counted[]; at?: string }) {
  const mayOpen = useMay(api.command.figureRows);
  const locale = useLocale();
  const written = ({ figureId, value }: Counted) =>
    isShare(figureId) ? figureValue(figureId, value, locale) : digits(value);
  return (
    <ScrollTable label={m["command.figures"]()}>
      <thead>
        <tr>
          <th scope="col">{m["command.figure"]()}</th>
          <th scope="col">{at ? m["command.figure.count"]() : m["command.figure.value"]()}</th>
          <th scope="col">{m["command.figure.change"]()}</th>
        </tr>
      </thead>
      <tbody>
        {figures.map((figure) => (
          <tr key={figure.figureId}>
            <th scope="row">
              {mayOpen ? (
                <AddressLink to={`/figures/${figure.figureId}${at ? `?at=${at}` : ""}`}>
                  {figureName(figure.figureId)}
                </AddressLink>
              ) : (
                figureName(figure.figureId)
              )}
            </th>
            <td>
              {written(figure)} <span className="lf-muted">{figureUnit(figure.figureId)}</span>
            </td>
            <td>{figure.before === undefined ? "–" : signed(figure.value - figure.before)}</td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}
