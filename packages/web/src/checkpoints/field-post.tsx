/** The five steps on one screen (拦问测登放): decided on the phone, kept on the phone, sent when it can be. */
import type { Outcome } from "@lianfang/core/checkpoints/decision.ts";
import type { PulledPost } from "@lianfang/core/checkpoints/pulled.ts";
import type { Instant } from "@lianfang/core/kernel/time.ts";
import { m } from "@lianfang/messages/messages.js";
import { useState } from "react";
import { townNow, useMinute, useToday } from "../kernel/field/clock.ts";
import { useDraft } from "../kernel/field/draft.ts";
import { Button } from "../kernel/field/parts/button.tsx";
import { Choices, PickBox } from "../kernel/field/parts/fields.tsx";
import { Empty, Note } from "../kernel/field/parts/notes.tsx";
import { Screen } from "../kernel/field/parts/screen.tsx";
import { type OutboxEntry, useOutbox, usePhone, useStatus } from "../kernel/field/phone.ts";
import { RecordNotes, useSaving } from "../kernel/field/record.tsx";
import { GoLink, go, goBack } from "../kernel/field/router.tsx";
import { nameOf } from "../kernel/locale.ts";
import { CardStep } from "./field-card.tsx";
import { DecisionFoot } from "./field-decision.tsx";
import {
  atFirst,
  faultsOf,
  firstFaulty,
  nextCrossing,
  outcomeOf,
  recordOf,
  type TypedCrossing,
  type TypedPerson,
  withCard,
  withOneMore,
  withoutPerson,
  withPerson,
} from "./field-form.ts";
import { type Judged, judged, type Kit, useKit, usePosts } from "./field-kit.ts";
import { typedFrom } from "./field-mend.ts";
import { AskStep, MeasureStep, RegisterStep } from "./field-person.tsx";
import { countsWith, ownCrossings, recordCrossing, sumOf } from "./field-records.ts";
import { InVehicle } from "./field-vehicle.tsx";
import { signal } from "./signal.ts";
import { directions, subjects } from "./words.ts";
import "./field-post.css";

interface PostScreenProps {
  /** Of a record that was refused and is mended. */
  params: Readonly<Record<string, string>>;
}

export function PostScreen({ params: { recordId } }: PostScreenProps) {
  const posts = usePosts();
  const kit = useKit();
  const entry = useOutbox().find(({ id }) => id === recordId);
  const { isSyncing } = useStatus();
  const phone = usePhone();
  if (recordId && !entry)
    return (
      <Screen title={m["checkpoints.crossing.new"]()} back="/outbox">
        <Empty title={m["checkpoints.field.gone"]()} text={m["checkpoints.field.gone.text"]()} />
      </Screen>
    );
  if (kit && posts.length > 0) return <Post key={recordId} posts={posts} kit={kit} entry={entry} />;
  return (
    <Screen title={m["checkpoints.post"]()}>
      <Empty
        title={m["checkpoints.field.none"]()}
        text={m["checkpoints.field.none.text"]()}
        action={
          <Button isBusy={isSyncing} onClick={() => void phone.sync()}>
            {m["field.sync"]()}
          </Button>
        }
      />
    </Screen>
  );
}

interface PostProps {
  posts: readonly PulledPost[];
  kit: Kit;
  entry: OutboxEntry | undefined;
}

function Post({ posts, kit, entry }: PostProps) {
  const [mended] = useState(() => entry && typedFrom(entry.input));
  const draft = useDraft<TypedCrossing>(
    entry ? `post-mend:${entry.id}` : "post",
    mended?.typed ?? atFirst,
  );
  const { values: typed, change, clear, isReady } = draft;
  const minute = useMinute();
  const now = mended?.crossedAt ?? minute;
  const today = useToday();
  const saving = useSaving(recordCrossing, entry);
  const [isTried, setTried] = useState(false);
  /** With each card read, each person added, each neighbour let pass the temperature is next. */
  const [turn, setTurn] = useState(0);
  const [vehicleTurn, setVehicleTurn] = useState(0);
  const post = posts.find(({ checkpointId }) => checkpointId === typed.checkpointId) ?? posts[0];
  if (!post) return null;
  const people = typed.subject === "person" ? typed.people.slice(0, 1) : typed.people;
  const whole: TypedCrossing = { ...typed, checkpointId: post.checkpointId, people };
  const decisions = people.map((each) => judged(each, whole, kit, now));
  const at = Math.min(typed.at, people.length - 1);
  const person = people[at];
  const decision = decisions[at];
  if (!person || !decision || !isReady) return null;
  const outcomes = people.map((each, nth) => outcomeOf(each, decisions[nth]?.outcome ?? "refuse"));
  const alter = (next: TypedCrossing) => change(next);
  const alterPerson = (changes: Partial<TypedPerson>) => alter(withPerson(whole, changes));
  const faults = isTried ? faultsOf(whole, today) : [];

  const toBeCompared = onlyToBeCompared(whole, decisions, kit, now);
  const takeCard = (text: string) => {
    const taken = withCard(whole, text);
    const { traveller } = judged({ ...person, passText: text }, whole, kit, townNow());
    alter(traveller && person.name === "" ? withPerson(taken, { name: traveller.name }) : taken);
    setTurn(turn + 1);
  };
  const save = async (kept: TypedCrossing, done: readonly Outcome[]) => {
    setTried(true);
    const faulty = firstFaulty(kept, today);
    if (faulty >= 0) return alter({ ...kept, at: faulty });
    const id = await saving.keep(recordOf(kept, done, mendedAt(mended) ?? townNow()));
    if (id === undefined) return;
    if (entry) {
      await clear();
      return goBack("/outbox");
    }
    setTried(false);
    alter(nextCrossing(kept));
    signal(done);
    globalThis.scrollTo(0, 0);
    if (done.some((outcome) => outcome !== "admit")) return go(`/post/next/${id}`);
    // Where no card was shown the next will hardly have one: the keyboard stays.
    if (!isOnFoot(kept)) setVehicleTurn(vehicleTurn + 1);
    else if (!kept.people[0]?.passText) setTurn(turn + 1);
  };
  return (
    <Screen
      title={nameOf(post)}
      {...(entry && { back: "/outbox" })}
      action={<CountLink post={post} kit={kit} />}
      foot={
        <DecisionFoot
          decisions={decisions}
          outcomes={outcomes}
          person={person}
          at={at}
          isBusy={saving.isBusy}
          onOverride={(override) => alterPerson({ override })}
          onSave={() => void save(whole, outcomes)}
          onCompared={toBeCompared && (() => void save(toBeCompared, ["admit"]))}
        />
      }
    >
      <RecordNotes problem={entry?.problem} isFull={saving.isFull} />
      {entry ? null : <ToSee />}
      <div className="lf-f-form lf-post">
        <Where
          posts={posts}
          whole={whole}
          onChange={(next) => {
            alter(next);
            if (next.subject !== whole.subject && !isOnFoot(next)) setVehicleTurn(vehicleTurn + 1);
          }}
        />
        {whole.subject === "person" ? null : (
          <InVehicle
            typed={whole}
            outcomes={outcomes}
            faults={faults}
            turn={vehicleTurn}
            onChange={alter}
            onOneMore={() => {
              alter(withOneMore(whole));
              setTurn(turn + 1);
            }}
          />
        )}
        <CardStep person={person} decision={decision} onCard={takeCard} onChange={alterPerson} />
        <AskStep person={person} decision={decision} kit={kit} onChange={alterPerson} />
        <MeasureStep
          person={person}
          demands={kit.rules.checkpoint}
          faults={faults}
          turn={turn}
          onChange={alterPerson}
        />
        <RegisterStep person={person} faults={faults} onChange={alterPerson} />
        {people.length > 1 ? (
          <Button kind="quiet" onClick={() => alter(withoutPerson(whole))}>
            {m["checkpoints.field.removePerson"]({ number: at + 1 })}
          </Button>
        ) : null}
      </div>
    </Screen>
  );
}

const isOnFoot = ({ subject }: TypedCrossing): boolean => subject === "person";

/** The crossing of somebody on foot to whom nothing is lacking but a look at the identity card, as it is after that look. */
function onlyToBeCompared(
  whole: TypedCrossing,
  [decision]: readonly Judged[],
  kit: Kit,
  now: Instant,
): TypedCrossing | undefined {
  const [reason, ...others] = decision?.reasons ?? [];
  if (!isOnFoot(whole) || reason?.code !== "identity-card-missing" || others.length > 0)
    return undefined;
  const shown = withPerson(whole, { isIdentityCardShown: true });
  const [person] = shown.people;
  return person && judged(person, shown, kit, now).outcome === "admit" ? shown : undefined;
}

/** When it happened; a clock that ran ahead of the town's is what the record was refused for. */
function mendedAt(mended: { crossedAt: Instant } | undefined): Instant | undefined {
  const now = townNow();
  return mended && mended.crossedAt > now ? now : mended?.crossedAt;
}

/** Which checkpoint, which way, on foot or in what. */
function Where(props: {
  posts: readonly PulledPost[];
  whole: TypedCrossing;
  onChange: (typed: TypedCrossing) => void;
}) {
  const { posts, whole, onChange } = props;
  return (
    <>
      {posts.length > 1 ? (
        <PickBox
          label={m["checkpoints.post"]()}
          choices={posts.map((each) => ({ value: each.checkpointId, label: nameOf(each) }))}
          value={whole.checkpointId}
          onPick={(checkpointId) => onChange({ ...whole, checkpointId })}
        />
      ) : null}
      <div className="lf-post-where">
        <Choices
          label={m["checkpoints.direction"]()}
          choices={(["in", "out"] as const).map((value) => ({ value, label: directions[value]() }))}
          value={whole.direction}
          onChoose={(direction) => onChange({ ...whole, direction })}
        />
        <Choices
          label={m["checkpoints.subject"]()}
          choices={(["person", "vehicle", "boat"] as const).map((value) => ({
            value,
            label: subjects[value](),
          }))}
          value={whole.subject}
          onChoose={(subject) => onChange({ ...whole, subject, at: 0 })}
        />
      </div>
    </>
  );
}

/** People handed over of whom nobody has said what was done. */
function ToSee() {
  const waiting = ownCrossings(useOutbox()).filter((crossing) => crossing.waiting.length > 0);
  const [first] = waiting;
  if (!first) return null;
  return (
    <GoLink href={`/post/next/${first.id}`} className="lf-post-to-see">
      <Note tone="red">
        {m["checkpoints.field.waiting"]({
          count: waiting.reduce((sum, crossing) => sum + crossing.waiting.length, 0),
        })}
      </Note>
    </GoLink>
  );
}

function CountLink({ post, kit }: { post: PulledPost; kit: Kit }) {
  const own = ownCrossings(useOutbox());
  const day = useToday();
  const known = post.counts.day === day ? post.counts.hours : [];
  const { checkpointId } = post;
  const { people } = sumOf(countsWith(known, own, { checkpointId, day, timeZone: kit.timeZone }));
  return (
    <GoLink href="/post/counts" className="lf-post-count">
      {m["checkpoints.field.count"]({ count: people })}
    </GoLink>
  );
}
