/** A sheet of rounds that came on paper, entered line by line and saved at once. */
import { mostPaperLines } from "@lianfang/core/rounds/paper-contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button, Input } from "antd";
import { useEffect, useState } from "react";
import { z } from "zod";
import { api } from "../kernel/client.ts";
import { useToday } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { useCarriedState } from "../kernel/kit/carried.ts";
import { Card } from "../kernel/kit/detail-page.tsx";
import { Empty } from "../kernel/kit/empty.tsx";
import { useFilters } from "../kernel/kit/filters.ts";
import { LeaveGuard } from "../kernel/kit/form.tsx";
import { CardLines } from "../kernel/kit/loading.tsx";
import { MoreButton } from "../kernel/kit/more-button.tsx";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { usePaged } from "../kernel/kit/paged.ts";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { SendButton } from "../kernel/kit/send-button.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { useMay } from "../kernel/me.ts";
import type { ShownProblem } from "../kernel/problem.ts";
import { type Head, PaperAsked } from "./paper-asked.tsx";
import {
  faultOf,
  isMarked,
  isTouched,
  linesOf,
  type Typed,
  type TypedLines,
  untyped,
} from "./paper-lines.ts";
import { PaperRows } from "./paper-rows.tsx";
import { SheetButton } from "./sheet-dialog.tsx";
import "./rounds.css";

export function PaperPage() {
  const { rule } = useFilters();
  const mayPrint = useMay(api.rounds.printSheet);
  const [typed, setTyped] = useCarriedState<TypedLines>("rounds-paper", {});
  const [head, setHead] = useCarriedState<Head>("rounds-paper-head", { time: "" });
  const touched = Object.values(typed).filter(isTouched).length;
  return (
    <div className="lf-page">
      <PageHead
        title={m["rounds.paper"]()}
        back={{ to: "/places/rounds", label: m["rounds.title"]() }}
        intro={m["rounds.paper.intro"]()}
        actions={mayPrint ? <SheetButton /> : null}
      />
      <LeaveGuard isDirty={touched > 0} />
      <PaperAsked isLocked={touched > 0} head={head} setHead={setHead} />
      {touched > 0 ? (
        <p className="lf-muted">
          {m["rounds.paper.locked"]()}{" "}
          <Button type="link" size="small" onClick={() => setTyped({})}>
            {m["rounds.paper.clear"]()}
          </Button>
        </p>
      ) : null}
      {rule ? (
        <Sheet key={rule} {...{ rule, typed, setTyped, head }} />
      ) : (
        <Empty title={m["rounds.paper.choose"]()} text={m["rounds.paper.choose.text"]()} />
      )}
    </div>
  );
}

interface SheetProps {
  rule: string;
  typed: TypedLines;
  setTyped: (change: (before: TypedLines) => TypedLines) => void;
  head: Head;
}

function Sheet({ rule, typed, setTyped, head }: SheetProps) {
  const { day, area } = useFilters();
  const today = useToday();
  const list = usePaged(api.rounds.owed, { ruleId: rule, day, areaId: area, limit: 200 });
  const enter = useCommand(api.rounds.enterPaper);
  const [isTried, setTried] = useState(false);
  const [sought, setSought] = useState("");
  const { rows } = list;
  const marked = Object.values(typed).filter(isMarked).length;
  const faults = Object.values(typed).filter((line) => faultOf(line, head.time)).length;
  const lacking = lackingIn({ marked, faults, staffId: head.staffId });

  const save = async () => {
    setTried(true);
    if (lacking || !head.staffId || marked === 0) return;
    const order = rows.map(({ targetId }) => targetId);
    const lines = linesOf(typed, order, head.time);
    const about = { day: day ?? today, ruleId: rule, staffId: head.staffId };
    const done = await enter.send({ ...about, lines });
    if (!done) return;
    setTyped(() => ({}));
    setTried(false);
    tell(m["rounds.paper.done"]({ count: done.recordIds.length }));
  };
  useSaveKey(save);
  const type = (targetId: string, change: Partial<Typed>) =>
    setTyped((before) => ({
      ...before,
      [targetId]: { ...(before[targetId] ?? untyped), ...change },
    }));

  if (list.error) return <Trouble error={list.error} onRetry={list.retry} />;
  if (list.isPending) return <CardLines count={8} />;
  if (rows.length === 0)
    return <Empty title={m["rounds.owed.none"]()} text={m["rounds.owed.none.text"]()} />;
  const found = rows.filter(({ name, place }) => `${name} ${place}`.includes(sought.trim()));
  return (
    <Card title={m["rounds.paper.lines"]()}>
      <div className="lf-round-paper-tools">
        <Input
          type="search"
          allowClear
          aria-label={m["rounds.paper.find"]()}
          placeholder={m["rounds.paper.find"]()}
          value={sought}
          onChange={(event) => setSought(event.target.value)}
        />
        <span className="lf-muted">{m["rounds.paper.keys"]()}</span>
      </div>
      <PaperRows
        rows={found}
        typed={typed}
        sheetTime={head.time}
        isTried={isTried}
        wrong={namedIn(enter.problem)}
        onType={type}
      />
      <MoreButton list={list} />
      <div className="lf-round-paper-foot">
        <SendButton command={enter} onSend={() => void save()} isDisabled={marked === 0}>
          {m["rounds.paper.send"]({ count: marked })}
        </SendButton>
        {isTried && lacking ? (
          <span className="lf-field-error" role="alert">
            {lacking}
          </span>
        ) : null}
        <span className="lf-form-keys">
          <kbd>Ctrl</kbd> + <kbd>Enter</kbd>
        </span>
      </div>
    </Card>
  );
}

interface Counted {
  marked: number;
  faults: number;
  staffId: string | undefined;
}

/** Why it can't be saved as it is. */
function lackingIn({ marked, faults, staffId }: Counted): string | undefined {
  if (!staffId) return m["rounds.paper.lacking.maker"]();
  if (faults > 0) return m["rounds.paper.lacking.lines"]({ count: faults });
  if (marked > mostPaperLines) return m["rounds.paper.lacking.fewer"]({ most: mostPaperLines });
  return undefined;
}

const Named = z.object({ targetIds: z.array(z.string()) });

/** The targets a refusal names. */
const namedIn = (problem: ShownProblem | undefined): readonly string[] =>
  Named.safeParse(problem?.details).data?.targetIds ?? [];

function useSaveKey(save: () => Promise<void>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      void save();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  });
}
