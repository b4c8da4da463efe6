import type { FigureValue } from "@lianfang/core/command/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { api } from "../kernel/client.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { useLocale } from "../kernel/locale.ts";
import { useMay } from "../kernel/me.ts";
import { signed } from "../kernel/numbers.ts";
import { figureName, figureUnit, figureValue } from "./figure-text.ts";

/** The town's figures now and against the same time yesterday; each opens its rows. */
export function FigureStrip({ figures }: { figures: readonly FigureValue[] }) {
  return (
    <section className="lf-board-figures" aria-label={m["command.figures"]()}>
      {figures.map((figure) => (
        <FigureCell key={figure.figureId} figure={figure} />
      ))}
    </section>
  );
}

function FigureCell({ figure }: { figure: FigureValue }) {
  const locale = useLocale();
  const mayOpen = useMay(api.command.figureRows);
  const { figureId, value, before } = figure;
  const content = (
    <>
      <span className="lf-figure-name">{figureName(figureId)}</span>
      <span className="lf-figure-value">
        {figureValue(figureId, value, locale)} <small>{figureUnit(figureId)}</small>
      </span>
      {before === undefined ? null : (
        <span className="lf-figure-change">
          {m["command.figure.against"]({ change: signed(value - before) })}
        </span>
      )}
    </>
  );
  if (!mayOpen) return <div className="lf-figure">{content}</div>;
  return (
    <AddressLink className="lf-figure" to={`/figures/${figureId}`}>
      {content}
    </AddressLink>
  );
}
