import type { ResidentRow } from "@lianfang/core/registry/people.ts";
import { type LikenessReason, likelyOne } from "@lianfang/core/registry/same-person.ts";
import { m } from "@lianfang/messages/messages.js";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { useHomeText } from "./place.tsx";
import { likelinessText, likenessTexts, speaksAgainst } from "./same-person-words.ts";
import { sexes } from "./words.ts";
import "./same-person.css";

/** How likely two are one, and why. */
export function Likeness({
  score,
  reasons,
}: {
  score: number;
  reasons: readonly LikenessReason[];
}) {
  return (
    <span className="lf-likeness">
      <StateTag tone={score >= likelyOne ? "amber" : "neutral"}>{likelinessText(score)}</StateTag>
      {reasons.map((reason) => (
        <span key={reason} className={speaksAgainst(reason) ? "lf-likeness-against" : ""}>
          {likenessTexts[reason]()}
        </span>
      ))}
    </span>
  );
}

/** Somebody in two lines, as far as it takes to tell them from another. */
export function Person({ of: person }: { of: ResidentRow }) {
  const homeText = useHomeText();
  const facts = [
    sexes[person.sex](),
    person.birthday ?? (person.age === undefined ? "" : m["registry.years"]({ age: person.age })),
    person.identityMasked,
    person.phoneMasked,
  ];
  return (
    <span className="lf-same-person">
      <strong>{person.name}</strong>
      <span>{facts.filter(Boolean).join(" · ")}</span>
      <span className="lf-muted">
        {homeText(person)} · {m["registry.household.number"]()} {person.householdNumber}
      </span>
    </span>
  );
}
