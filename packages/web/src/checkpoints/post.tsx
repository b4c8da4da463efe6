import type { Checkpoint } from "@lianfang/core/checkpoints/checkpoint.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../kernel/client.ts";
import { useDates, useMinute } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import { ConfirmButton } from "../kernel/kit/confirm-button.tsx";
import { Card, DetailPage } from "../kernel/kit/detail-page.tsx";
import { CardLines } from "../kernel/kit/loading.tsx";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { listed, nameOf } from "../kernel/locale.ts";
import { useMay } from "../kernel/me.ts";
import { AnswersCard } from "../organization/answers-card.tsx";
import { useAreaName } from "../registry/place.tsx";
import { HoursOfDay } from "./hours.tsx";
import { CloseDialog, OpenDialog, ShiftDialog } from "./post-dialogs.tsx";
import { TownMap } from "./town-map.tsx";
import { checkpointKinds, checkpointStates, checkpointTones } from "./words.ts";

export function PostPage() {
  const { checkpointId = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(
    api.checkpoints.checkpoint.queryOptions({ input: { checkpointId } }),
  );
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <CardLines count={10} />;
  return <Shown post={data} />;
}

function Shown({ post }: { post: Checkpoint }) {
  const { checkpointId, name, location, hours, equipment } = post;
  const { lon, lat } = location ?? {};
  const areaName = useAreaName();
  const mayRead = useMay(api.organization.chainOf);
  return (
    <DetailPage
      title={nameOf(post)}
      state={
        <StateTag tone={checkpointTones[post.state]}>{checkpointStates[post.state]()}</StateTag>
      }
      intro={[checkpointKinds[post.kind](), areaName(post), post.place].filter(Boolean).join(" · ")}
      back={{ to: "/checkpoints/posts", label: m["checkpoints.posts"]() }}
      actions={<Actions post={post} />}
      facts={[
        [m["checkpoints.guardsNow"](), `${post.guardsNow} / ${post.posts}`],
        [m["checkpoints.guardsNeeded"](), post.guardsNeeded || undefined],
        [m["checkpoints.hours"](), hours ? `${hours.from}–${hours.to}` : m["checkpoints.allDay"]()],
        [
          m["checkpoints.equipment"](),
          listed(equipment.map(({ item, quantity }) => `${item} ${quantity}`)) || undefined,
        ],
        [m["checkpoints.note"](), post.note],
      ]}
      side={
        <>
          {lon !== undefined && lat !== undefined ? (
            <TownMap
              label={m["checkpoints.map.one"]({ name })}
              height={240}
              points={[{ key: checkpointId, lon, lat, label: name, tone: "blue" }]}
            />
          ) : null}
          {mayRead && post.state !== "closed" ? (
            <AnswersCard targetKind="checkpoint" targetId={checkpointId} />
          ) : null}
          <History post={post} />
        </>
      }
    >
      <Card
        title={m["checkpoints.today"]()}
        actions={
          <AddressLink to={`/checkpoints/crossings?checkpoint=${checkpointId}`}>
            {m["checkpoints.crossings.open"]()}
          </AddressLink>
        }
      >
        <HoursOfDay hours={post.today} />
      </Card>
      <Shifts post={post} />
    </DetailPage>
  );
}

function Actions({ post }: { post: Checkpoint }) {
  const mayEdit = useMay(api.checkpoints.edit);
  const mayCross = useMay(api.checkpoints.recordCrossing);
  const [asked, setAsked] = useState<"close" | "open">();
  const { checkpointId, state } = post;
  const close = () => setAsked(undefined);
  return (
    <>
      {mayCross && state === "open" ? (
        <AddressLink
          to={`/checkpoints/crossings/new?checkpoint=${checkpointId}`}
          className="lf-button-primary"
        >
          {m["checkpoints.crossing.new"]()}
        </AddressLink>
      ) : null}
      {mayEdit ? (
        <>
          <AddressLink to={`/checkpoints/posts/${checkpointId}/edit`} className="lf-button">
            {m["checkpoints.post.edit"]()}
          </AddressLink>
          {state === "closed" ? (
            <Button onClick={() => setAsked("open")}>{m["checkpoints.open"]()}</Button>
          ) : post.closedOn ? null : (
            <Button onClick={() => setAsked("close")}>{m["checkpoints.close"]()}</Button>
          )}
        </>
      ) : null}
      {asked === "close" ? <CloseDialog post={post} onClose={close} /> : null}
      {asked === "open" ? <OpenDialog post={post} onClose={close} /> : null}
    </>
  );
}

function History({ post: { periods } }: { post: Checkpoint }) {
  const dates = useDates();
  return (
    <Card title={m["checkpoints.history"]()}>
      <ul className="lf-lines-list">
        {periods.map(({ openedOn, closedOn, reason, mergedInto }) => (
          <li key={openedOn}>
            {closedOn
              ? m["checkpoints.period"]({ from: dates.day(openedOn), to: dates.day(closedOn) })
              : m["checkpoints.period.open"]({ from: dates.day(openedOn) })}
            {reason ? <div className="lf-muted">{reason}</div> : null}
            {mergedInto ? (
              <AddressLink to={`/checkpoints/posts/${mergedInto.checkpointId}`}>
                {m["checkpoints.mergedInto"]({ name: mergedInto.name })}
              </AddressLink>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Shifts({ post }: { post: Checkpoint }) {
  const dates = useDates();
  const now = useMinute();
  const mayEdit = useMay(api.checkpoints.setShift);
  const [isSetting, setSetting] = useState(false);
  return (
    <Card
      title={m["checkpoints.shifts"]()}
      actions={
        mayEdit && post.state !== "closed" ? (
          <Button onClick={() => setSetting(true)}>{m["checkpoints.shift.new"]()}</Button>
        ) : null
      }
    >
      {post.shifts.length === 0 ? (
        <p className="lf-muted">{m["checkpoints.shifts.none"]()}</p>
      ) : (
        <ul className="lf-regions">
          {post.shifts.map((shift) => (
            <li key={shift.shiftId}>
              <div className="lf-rules-head">
                <strong>
                  {dates.instant(shift.startsAt)} – {dates.instant(shift.endsAt)}
                </strong>
                {mayEdit && shift.startsAt > now ? <RemoveShift post={post} shift={shift} /> : null}
              </div>
              {listed(
                shift.people.map(({ name, isLeader }) =>
                  isLeader ? m["checkpoints.shift.leader"]({ name }) : name,
                ),
              )}
            </li>
          ))}
        </ul>
      )}
      {isSetting ? <ShiftDialog post={post} onClose={() => setSetting(false)} /> : null}
    </Card>
  );
}

function RemoveShift({
  post: { checkpointId },
  shift,
}: {
  post: Checkpoint;
  shift: Checkpoint["shifts"][number];
}) {
  const remove = useCommand(api.checkpoints.removeShift, shift.shiftId);
  return (
    <ConfirmButton
      kind="text"
      size="small"
      command={remove}
      question={m["checkpoints.shift.remove.question"]()}
      onConfirm={async () => {
        const answer = await remove.send({ checkpointId, shiftId: shift.shiftId });
        if (answer) tell(m["checkpoints.shift.removed"]());
        return answer;
      }}
    >
      {m["checkpoints.shift.remove"]()}
    </ConfirmButton>
  );
}
