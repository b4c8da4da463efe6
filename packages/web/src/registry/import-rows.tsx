import type { Import, ImportFate } from "@lianfang/core/registry/import-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button, Segmented, Select } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { keyIn, keysOf } from "../kernel/kit/choices.ts";
import { Card } from "../kernel/kit/detail-page.tsx";
import { useFilters, useSetFilters } from "../kernel/kit/filters.ts";
import { Lines } from "../kernel/kit/loading.tsx";
import { usePaged } from "../kernel/kit/paged.ts";
import { ProblemNote, Trouble } from "../kernel/kit/problem-note.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { type Row, RowTable } from "./import-row-table.tsx";
import { fates } from "./words.ts";

/** Whether rows may still be left out or taken in. */
function isOpenIn(state: Import["state"]): boolean {
  return state === "ready" || state === "checking";
}

interface Asked {
  fate: ImportFate | undefined;
  reason: string | undefined;
}

/** What the address asks for; at first the rejected rows, where there are any. */
function useAsked({ counts }: Import): Asked {
  const { fate, reason } = useFilters();
  if (fate === "all") return { fate: undefined, reason };
  const first = counts && counts.rejected > 0 ? "rejected" : undefined;
  return { fate: keyIn(fates, fate) ?? first, reason };
}

/** Every row's fate: what is new, what changes and how, what is rejected and why. */
export function ImportRows({ given }: { given: Import }) {
  const { importId, state } = given;
  const asked = useAsked(given);
  const [picked, setPicked] = useState<ReadonlySet<number>>(new Set());
  const list = usePaged(api.registry.importRows, { importId, limit: 50, ...asked });
  const isOpen = isOpenIn(state);
  const pick = (position: number, isPicked: boolean) => {
    const next = new Set(picked);
    if (isPicked) next.add(position);
    else next.delete(position);
    setPicked(next);
  };
  return (
    <Card title={m["registry.import.rows"]()}>
      <RowFilters given={given} asked={asked} onChange={() => setPicked(new Set())} />
      {isOpen ? (
        <LeaveOut
          given={given}
          asked={asked}
          picked={list.rows.filter(({ position }) => picked.has(position))}
          onDone={() => setPicked(new Set())}
        />
      ) : null}
      {list.error ? <Trouble error={list.error} onRetry={list.retry} /> : null}
      {list.isPending ? (
        <Lines count={8} />
      ) : (
        <RowTable rows={list.rows} {...(isOpen && { picked, onPick: pick })} />
      )}
      {list.hasMore ? (
        <Button onClick={list.loadMore} loading={list.isLoadingMore}>
          {m["web.list.more"]()}
        </Button>
      ) : null}
    </Card>
  );
}

function RowFilters({
  given: { counts, reasons, state },
  asked,
  onChange,
}: {
  given: Import;
  asked: Asked;
  onChange: () => void;
}) {
  const setFilters = useSetFilters();
  const change = (next: Record<string, string | undefined>) => {
    onChange();
    setFilters(next);
  };
  const offered = reasons.filter(({ fate }) => asked.fate === undefined || fate === asked.fate);
  const shownFates = keysOf(fates).filter((fate) => isOpenIn(state) || fate === "rejected");
  return (
    <div className="lf-import-filters">
      <div className="lf-import-fates">
        <Segmented
          options={[
            ...(isOpenIn(state) ? [{ value: "all", label: m["registry.import.rows.all"]() }] : []),
            ...shownFates.map((fate) => ({
              value: fate,
              label: `${fates[fate]()} ${counts?.[fate] ?? 0}`,
            })),
          ]}
          value={asked.fate ?? "all"}
          onChange={(fate) => change({ fate: String(fate), reason: undefined })}
        />
      </div>
      {offered.length > 0 ? (
        <Select
          aria-label={m["import.reasons"]()}
          value={asked.reason ?? ""}
          popupMatchSelectWidth={false}
          options={[{ value: "", label: m["import.reasons.all"]() }, ...reasonOptions(offered)]}
          onChange={(reason: string) => change({ reason })}
        />
      ) : null}
    </div>
  );
}

/** One choice for each reason, with how many rows have it, whatever their fate. */
function reasonOptions(reasons: Import["reasons"]) {
  const byCode = Map.groupBy(reasons, ({ code }) => code);
  return [...byCode].map(([value, counts]) => {
    const rows = counts.reduce((sum, count) => sum + count.rows, 0);
    return { value, label: `${counts[0]?.text} (${rows})` };
  });
}

interface LeaveOutProps {
  given: Import;
  asked: Asked;
  picked: readonly Row[];
  onDone: () => void;
}

/** Rows left out by hand, and taken in again: those picked, or all with the reason that is shown. */
function LeaveOut({ given: { importId, reasons, leftOut }, asked, picked, onDone }: LeaveOutProps) {
  const command = useCommand(api.registry.leaveOutRows, importId);
  const send = async (isLeftOut: boolean, which: { positions?: number[]; reason?: string }) => {
    const done = await command.send({ importId, isLeftOut, positions: [], ...which });
    if (!done) return;
    onDone();
    const count = done.rows;
    tell(isLeftOut ? m["import.leftOut.done"]({ count }) : m["import.takenIn.done"]({ count }));
  };
  const positions = (isLeftOut: boolean) =>
    picked.filter((row) => row.isLeftOut === isLeftOut).map(({ position }) => position);
  const [toLeave, toTake] = [positions(false), positions(true)];
  const { reason } = asked;
  const withReason = reasons
    .filter(({ code, fate }) => code === reason && fate !== "rejected")
    .reduce((sum, { rows }) => sum + rows, 0);
  const isOfLeftOut = reason === leftOutCode;
  return (
    <div className="lf-import-bulk">
      {toLeave.length > 0 ? (
        <Button loading={command.isBusy} onClick={() => void send(true, { positions: toLeave })}>
          {m["import.leaveOut.selected"]({ count: toLeave.length })}
        </Button>
      ) : null}
      {toTake.length > 0 ? (
        <Button loading={command.isBusy} onClick={() => void send(false, { positions: toTake })}>
          {m["import.takeIn.selected"]({ count: toTake.length })}
        </Button>
      ) : null}
      {picked.length === 0 && reason && withReason > 0 ? (
        <Button loading={command.isBusy} onClick={() => void send(true, { reason })}>
          {m["import.leaveOut.all"]({ count: withReason })}
        </Button>
      ) : null}
      {picked.length === 0 && isOfLeftOut && leftOut > 0 ? (
        <Button loading={command.isBusy} onClick={() => void send(false, { reason: leftOutCode })}>
          {m["import.takeIn.all"]({ count: leftOut })}
        </Button>
      ) : null}
      {command.problem ? <ProblemNote problem={command.problem} /> : null}
    </div>
  );
}

const leftOutCode = "import.leftOut";
