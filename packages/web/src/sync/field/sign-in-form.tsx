import { m } from "@lianfang/messages/messages.js";
import { type FormEvent, useEffect, useState } from "react";
import { Button } from "../../kernel/field/parts/button.tsx";
import { Choices, TextBox } from "../../kernel/field/parts/fields.tsx";
import { Note } from "../../kernel/field/parts/notes.tsx";
import { nameOf } from "../../kernel/locale.ts";
import { roleLabel } from "../../kernel/roles.ts";
import { type Arrival, type SignInResult, signIn } from "./app-state.ts";
import { type DemoCard, type Welcome, welcome } from "./network.ts";
import type { Lock } from "./vault.ts";

interface SignInFormProps {
  /** Of the phone's owner: only the same person may go on. */
  lock?: Lock;
  onArrived: (arrival: Arrival) => void;
}

export function SignInForm({ lock, onArrived }: SignInFormProps) {
  const asked = useWelcome();
  const towns = asked?.towns;
  const [townId, setTown] = useState(lock?.owner.townId);
  const [userName, setUserName] = useState(lock?.owner.userName ?? "");
  const [password, setPassword] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [isTried, setTried] = useState(false);
  const [result, setResult] = useState<SignInResult>();
  const missing = (text: string) =>
    isTried && text.trim() === "" ? m["kernel.field.required"]() : undefined;

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isBusy || userName.trim() === "" || password === "") return;
    setBusy(true);
    const { arrival, ...said } = await signIn(
      { townId: townId ?? towns?.[0]?.townId, userName: userName.trim(), password },
      lock,
    );
    setBusy(false);
    setResult(said);
    if (arrival) onArrived(arrival);
  };
  return (
    <form className="lf-f-form" noValidate onSubmit={(event) => void send(event)}>
      {result ? <SignInProblem result={result} /> : null}
      {towns && towns.length > 1 && !lock ? (
        <Choices
          label={m["accounts.town"]()}
          choices={towns.map((town) => ({ value: town.townId, label: nameOf(town) }))}
          value={townId ?? towns[0]?.townId}
          onChoose={setTown}
        />
      ) : null}
      <TextBox
        label={m["accounts.userName"]()}
        value={userName}
        onText={setUserName}
        error={missing(userName)}
        autoComplete="username"
        autoCapitalize="none"
        readOnly={lock !== undefined}
      />
      <TextBox
        label={m["accounts.password"]()}
        type="password"
        value={password}
        onText={setPassword}
        error={missing(password)}
        autoComplete="current-password"
      />
      <Button type="submit" kind="main" isBusy={isBusy}>
        {m["accounts.signIn"]()}
      </Button>
      {!lock && asked && asked.demoCards.length > 0 ? (
        <DemoCards
          cards={asked.demoCards}
          onTake={(card) => {
            setUserName(card.userName);
            setPassword(card.password);
          }}
        />
      ) : null}
    </form>
  );
}

function useWelcome(): Welcome | undefined {
  const [known, setKnown] = useState<Welcome>();
  useEffect(() => {
    let isGone = false;
    void welcome().then((found) => {
      if (!isGone) setKnown(found);
    });
    return () => {
      isGone = true;
    };
  }, []);
  return known;
}

interface DemoCardsProps {
  cards: readonly DemoCard[];
  onTake: (card: DemoCard) => void;
}

/** Only a demo has them: who to be. */
function DemoCards({ cards, onTake }: DemoCardsProps) {
  return (
    <section className="lf-f-part">
      <h2>{m["accounts.demo"]()}</h2>
      {cards.map((card) => (
        <Button key={card.userName} onClick={() => onTake(card)}>
          {roleLabel(card.role)} · {card.displayName} · {card.scopeName}
        </Button>
      ))}
    </section>
  );
}

function SignInProblem({ result }: { result: SignInResult }) {
  switch (result.is) {
    case "done":
      return null;
    case "unreachable":
      return (
        <Note tone="amber" isUrgent title={m["field.signIn.unreachable"]()}>
          {m["field.signIn.unreachable.text"]()}
        </Note>
      );
    case "another-owner":
      return (
        <Note tone="red" isUrgent title={m["field.signIn.anotherOwner"]()}>
          {m["field.signIn.anotherOwner.text"]()}
        </Note>
      );
    case "refused":
      return (
        <Note tone="red" isUrgent title={result.message}>
          {result.mend}
        </Note>
      );
  }
}
