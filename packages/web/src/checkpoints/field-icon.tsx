/** A barrier across a road. */
export const postIcon = (
  <svg viewBox="0 0 24 24" aria-hidden>
    <title>·</title>
    <path d="M4 21V7M4 9h17v5H4M9 9l-2 5M14 9l-2 5M19 9l-2 5M2 21h5" />
  </svg>
);
