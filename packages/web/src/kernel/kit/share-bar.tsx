import "./share-bar.css";

/** How much of what is due is done, and how much was missed; numbers beside it say the same in words. */
export function ShareBar({ due, done, missed }: { due: number; done: number; missed: number }) {
  const share = (part: number) => `${due === 0 ? 0 : (part / due) * 100}%`;
  return (
    <span className="lf-share-bar" aria-hidden="true">
      <i className="lf-share-done" style={{ width: share(done) }} />
      <i className="lf-share-missed" style={{ width: share(missed) }} />
    </span>
  );
}
