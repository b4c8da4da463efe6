/** A round nobody owes: a target is found among those the phone holds, then what was done there. */
import { findTargets, recordable } from "@lianfang/core/rounds/owed.ts";
import type { PulledTarget } from "@lianfang/core/rounds/pulled.ts";
import { m } from "@lianfang/messages/messages.js";
import { ButtonLink } from "../kernel/field/parts/button.tsx";
import { TextBox } from "../kernel/field/parts/fields.tsx";
import { Empty } from "../kernel/field/parts/notes.tsx";
import { Screen } from "../kernel/field/parts/screen.tsx";
import { GoLink, go, useAddress } from "../kernel/field/router.tsx";
import { areaOf, textOf } from "../kernel/locale.ts";
import { dutyLabels } from "../policy/words.ts";
import { useTargets, useTodaysRules } from "./field-owed.ts";

const here = "/rounds/at-will";
const addressOf = (asked: Record<string, string>) => `${here}?${new URLSearchParams(asked)}`;

export function ChoiceScreen() {
  const targets = useTargets();
  const { search } = useAddress();
  const name = search.get("name") ?? "";
  const chosen = targets.find(({ targetId }) => targetId === search.get("target"));
  return (
    <Screen title={m["rounds.field.atWill"]()} back={chosen ? addressOf({ name }) : "/today"}>
      {chosen ? <Duties target={chosen} /> : <Targets targets={targets} name={name} />}
    </Screen>
  );
}

interface TargetsProps {
  targets: readonly PulledTarget[];
  /** What is typed, in the address: coming back finds the same. */
  name: string;
}

function Targets({ targets, name }: TargetsProps) {
  const found = findTargets(targets, name);
  return (
    <>
      <TextBox
        label={m["rounds.field.atWill.find"]()}
        hint={m["rounds.field.atWill.hint"]()}
        type="search"
        value={name}
        onText={(text) => go(addressOf({ name: text }), { replace: true })}
      />
      {found.length === 0 ? (
        <Empty
          title={m["rounds.field.atWill.none"]()}
          text={m["rounds.field.atWill.none.text"]()}
        />
      ) : (
        <ul className="lf-f-items">
          {found.map(({ targetId, ...target }) => (
            <li key={targetId}>
              <Line
                href={addressOf({ name, target: targetId })}
                title={target.name}
                detail={whereOf(target)}
              />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Duties({ target }: { target: PulledTarget }) {
  const rules = recordable(target, useTodaysRules());
  const { targetId, name } = target;
  return (
    <>
      <div className="lf-f-about">
        <p>
          <b>{name}</b>
        </p>
        <p>{whereOf(target).filter(Boolean).join(" · ")}</p>
      </div>
      <section className="lf-f-part">
        <h2>{m["rounds.field.atWill.what"]()}</h2>
        <ul className="lf-f-items">
          {rules.map((rule) => (
            <li key={rule.ruleId}>
              <Line
                href={`/round/${targetId}/${rule.ruleId}`}
                title={dutyLabels[rule.duty]()}
                detail={[rule.targetText && textOf(rule.targetText)]}
              />
            </li>
          ))}
        </ul>
      </section>
      <ButtonLink href={here} kind="quiet">
        {m["rounds.field.atWill.others"]()}
      </ButtonLink>
    </>
  );
}

/** A village lies nowhere but in itself. */
const whereOf = (target: Omit<PulledTarget, "targetId">) => [
  target.targetKind === "area" ? undefined : areaOf(target),
  target.place,
];

interface LineProps {
  href: string;
  title: string;
  detail: readonly (string | undefined)[];
}

function Line({ href, title, detail }: LineProps) {
  return (
    <GoLink href={href} className="lf-f-item">
      <span className="lf-f-item-text">
        <b>{title}</b>
        <span className="lf-f-item-detail">{detail.filter(Boolean).join(" · ")}</span>
      </span>
    </GoLink>
  );
}
