import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { AddressLink } from "../kernel/kit/address-link.tsx";
import type { useAreas } from "../kernel/kit/areas.ts";
import { ConfirmButton } from "../kernel/kit/confirm-button.tsx";
import { Card, DetailPage } from "../kernel/kit/detail-page.tsx";
import { Empty } from "../kernel/kit/empty.tsx";
import { CardLines, Lines } from "../kernel/kit/loading.tsx";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { nameOf } from "../kernel/locale.ts";
import { useMay } from "../kernel/me.ts";
import { AnswersCard } from "./answers-card.tsx";
import { AddArea, EditArea } from "./area-dialogs.tsx";
import { MergeArea } from "./area-merge.tsx";
import { useUnits } from "./staff-rows.ts";
import { areaKindLabels } from "./unit-kinds.ts";
import "./areas.css";

const BoundaryCard = lazy(async () => ({
  default: (await import("./boundary-card.tsx")).BoundaryCard,
}));

type Areas = ReturnType<typeof useAreas>;
type Area = Areas[number];

/** One village, community or grid: what it is, where its boundary runs, who answers. */
export function AreaPage() {
  const { areaId = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(api.organization.areas.queryOptions({ input: {} }));
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <CardLines count={6} />;
  const area = data.areas.find((one) => one.areaId === areaId);
  if (area) return <Shown area={area} areas={data.areas} />;
  return <Empty title={m["organization.area.gone"]()} text={m["organization.area.gone.text"]()} />;
}

function Shown({ area, areas }: { area: Area; areas: Areas }) {
  const units = useUnits().filter(({ areaIds }) => areaIds.includes(area.areaId));
  const parent = areas.find(({ areaId }) => areaId === area.parentId);
  return (
    <DetailPage
      title={nameOf(area)}
      state={
        area.isNumbered ? (
          <StateTag tone="amber">{m["organization.area.numbered"]()}</StateTag>
        ) : null
      }
      back={{ to: "/settings/areas", label: m["organization.areas"]() }}
      actions={parent ? <Actions area={area} /> : undefined}
      facts={[
        [m["organization.area.kind"](), areaKindLabels[area.kind]()],
        [
          m["organization.area.parent"](),
          parent ? (
            <AddressLink key="p" to={`/settings/areas/${parent.areaId}`}>
              {nameOf(parent)}
            </AddressLink>
          ) : undefined,
        ],
        [m["organization.area.name"](), area.name],
        [m["organization.area.nameEn"](), area.nameEn],
        [
          m["organization.units"](),
          units.length > 0 ? (
            <span key="u" className="lf-area-units">
              {units.map((unit) => (
                <AddressLink key={unit.unitId} to={`/settings/units/${unit.unitId}`}>
                  {nameOf(unit)}
                </AddressLink>
              ))}
            </span>
          ) : undefined,
        ],
      ]}
      side={parent ? <AnswersCard targetKind="area" targetId={area.areaId} /> : undefined}
    >
      <Suspense fallback={<Lines count={8} />}>
        <BoundaryCard key={area.areaId} area={area} areas={areas} />
      </Suspense>
      {area.kind === "grid" ? null : <Below area={area} areas={areas} />}
    </DetailPage>
  );
}

function Below({ area, areas }: { area: Area; areas: Areas }) {
  const [isAdding, setAdding] = useState(false);
  const mayEdit = useMay(api.organization.addArea);
  const below = areas.filter(({ parentId }) => parentId === area.areaId);
  const isTown = area.kind === "town";
  return (
    <Card
      title={`${isTown ? m["organization.areas"]() : m["organization.area.grids"]()} ${below.length}`}
      actions={
        mayEdit ? (
          <Button size="small" onClick={() => setAdding(true)}>
            {isTown ? m["organization.area.add"]() : m["organization.area.addGrid"]()}
          </Button>
        ) : undefined
      }
    >
      {below.length === 0 ? (
        <p className="lf-muted">{m["organization.area.grids.none"]()}</p>
      ) : (
        <ul className="lf-area-below">
          {below.map((child) => (
            <li key={child.areaId}>
              <AddressLink to={`/settings/areas/${child.areaId}`}>{nameOf(child)}</AddressLink>
            </li>
          ))}
        </ul>
      )}
      {isAdding ? <AddArea parent={area} onClose={() => setAdding(false)} /> : null}
    </Card>
  );
}

function Actions({ area }: { area: Area }) {
  const [open, setOpen] = useState<"edit" | "merge">();
  const navigate = useNavigate();
  const mayEdit = useMay(api.organization.editArea);
  const mayMerge = useMay(api.organization.mergeAreas);
  const close = () => setOpen(undefined);
  return (
    <>
      {mayEdit ? <Button onClick={() => setOpen("edit")}>{m["web.edit"]()}</Button> : null}
      {mayMerge ? (
        <Button onClick={() => setOpen("merge")}>{m["organization.merge.open"]()}</Button>
      ) : null}
      <Remove area={area} />
      {open === "edit" ? <EditArea area={area} onClose={close} /> : null}
      {open === "merge" ? (
        <MergeArea
          area={area}
          onClose={close}
          onDone={(into) => {
            close();
            void navigate({ to: `/settings/areas/${into}` });
          }}
        />
      ) : null}
    </>
  );
}

function Remove({ area }: { area: Area }) {
  const remove = useCommand(api.organization.removeArea, area.areaId);
  const navigate = useNavigate();
  if (!useMay(api.organization.removeArea)) return null;
  const confirm = async () => {
    const done = await remove.send({ areaId: area.areaId });
    if (done) {
      tell(m["organization.area.removed"]({ name: nameOf(area) }));
      await navigate({ to: "/settings/areas" });
    }
    return done;
  };
  return (
    <ConfirmButton
      command={remove}
      question={m["organization.area.remove.question"]({ name: nameOf(area) })}
      consequence={<p>{m["organization.area.remove.text"]()}</p>}
      onConfirm={confirm}
    >
      {m["organization.area.remove"]()}
    </ConfirmButton>
  );
}
