import { m } from "@lianfang/messages/messages.js";
import { Link, Navigate } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { Lines } from "../kernel/kit/loading.tsx";
import { PlainPage } from "../kernel/kit/plain-page.tsx";
import { ProblemNote, Trouble } from "../kernel/kit/problem-note.tsx";
import { useMe } from "../kernel/me.ts";
import { roleLabel } from "../kernel/roles.ts";
import { useEnter, useSignOut } from "../kernel/session.tsx";
import { sessionOpened } from "../kernel/session-state.ts";
import { useWelcome } from "../kernel/welcome.ts";
import { SignInForm } from "./sign-in-form.tsx";
import "./sign-in.css";
import { Dialog } from "../kernel/kit/dialog.tsx";

type DemoCard = NonNullable<ReturnType<typeof useWelcome>["data"]>["demoCards"][number];

function DemoCards({ cards, townId }: { cards: readonly DemoCard[]; townId: string | undefined }) {
  const command = useCommand(api.accounts.signIn);
  const enter = useEnter();
  const use = async ({ userName, password }: DemoCard) => {
    if (await command.send({ userName, password, townId })) await enter();
  };
  return (
    <section className="lf-demo" aria-label={m["accounts.demo"]()}>
      <h2>{m["accounts.demo"]()}</h2>
      <p className="lf-muted">{m["accounts.demo.text"]()}</p>
      {command.problem ? <ProblemNote problem={command.problem} /> : null}
      <ul>
        {cards.map((card) => (
          <li key={card.userName}>
            <button type="button" disabled={command.isBusy} onClick={() => void use(card)}>
              <b>{roleLabel(card.role)}</b>
              <span>{card.displayName}</span>
              <span className="lf-muted">{card.scopeName}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The first page for whoever isn't signed in; a new installation goes on to the founding. */
export function SignInPage() {
  const welcome = useWelcome();
  const enter = useEnter();
  if (welcome.data?.isFounded === false) return <Navigate to="/found" replace />;
  const cards = welcome.data?.demoCards ?? [];
  return (
    <PlainPage
      title={m["accounts.signIn.title"]()}
      intro={m["accounts.signIn.intro"]()}
      foot={
        cards.length > 0 ? (
          <DemoCards cards={cards} townId={welcome.data?.towns[0]?.townId} />
        ) : null
      }
    >
      {welcome.error ? (
        <Trouble error={welcome.error} onRetry={() => void welcome.refetch()} />
      ) : welcome.isPending ? (
        <Lines count={4} />
      ) : (
        <>
          <SignInForm onDone={() => void enter()} />
          <p className="lf-sign-in-more">
            <Link to="/activate">{m["accounts.haveCode"]()}</Link>
          </p>
        </>
      )}
    </PlainPage>
  );
}

/** Laid over a page whose session has ended; what was typed stays beneath. */
export function SignInAgain() {
  const me = useMe();
  const signOut = useSignOut();
  return (
    <Dialog
      open
      title={m["accounts.again.title"]()}
      footer={null}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
    >
      <p className="lf-again-text">{m["accounts.again.text"]()}</p>
      <SignInForm userName={me.userName} townId={me.town.townId} onDone={sessionOpened} />
      <p className="lf-sign-in-more">
        <button type="button" className="lf-plain-button" onClick={() => void signOut()}>
          {m["accounts.again.other"]()}
        </button>
      </p>
    </Dialog>
  );
}
