/** How far a list that is brought in is: shown while one waits, as of a large import. */
import { m } from "@lianfang/messages/messages.js";
import { digits } from "../numbers.ts";
import { Card } from "./detail-page.tsx";
import { useListProgress } from "./list-progress.ts";

/** @param of what is done of how much; of reading a file nobody knows */
export function SheetProgress({
  text,
  of,
}: {
  text: string;
  of?: { done: number; total: number };
}) {
  return (
    <Card>
      <div className="lf-progress" role="status">
        <progress aria-label={text} {...(of && { value: of.done, max: of.total })} />
        <b>{text}</b>
      </div>
    </Card>
  );
}

export function SheetWriting() {
  const { done = 0, total } = useListProgress();
  if (!total) return <SheetProgress text={m["sheet.reading"]()} />;
  const text = m["sheet.writing"]({ done: digits(done), total: digits(total) });
  return <SheetProgress text={text} of={{ done, total }} />;
}
