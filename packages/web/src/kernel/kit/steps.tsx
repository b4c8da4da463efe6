import "./steps.css";

/** Where one is in something done in steps. */
export function Steps({ titles, at }: { titles: readonly string[]; at: number }) {
  return (
    <ol className="lf-steps">
      {titles.map((title, step) => (
        <li
          key={title}
          aria-current={step === at ? "step" : undefined}
          className={step < at ? "lf-steps-done" : undefined}
        >
          <span>{step < at ? "✓" : step + 1}</span>
          {title}
        </li>
      ))}
    </ol>
  );
}
