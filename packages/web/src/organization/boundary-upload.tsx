import { indexAreaNames } from "@lianfang/core/organization/area-names.ts";
import { checkShape } from "@lianfang/core/organization/boundary.ts";
import { boundariesIn } from "@lianfang/core/organization/boundary-file.ts";
import type { Area, Shape } from "@lianfang/core/organization/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { Button } from "antd";
import { useId, useRef, useState } from "react";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { AreaPicker } from "../kernel/kit/area-picker.tsx";
import { Note, ProblemNote } from "../kernel/kit/problem-note.tsx";
import { StateTag } from "../kernel/kit/state-tag.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { faultText } from "./boundary-faults.ts";
import "./boundaries.css";
import { Dialog } from "../kernel/kit/dialog.tsx";

interface Found {
  key: string;
  /** As the file calls it. */
  name: string;
  areaId: string | undefined;
  shape: Shape | undefined;
  fault: string | undefined;
}

interface UploadProps {
  areas: readonly Area[];
  /** Where the file is for one area alone: what it holds is drawn for that. */
  only?: Area;
  onClose: () => void;
}

const mostBytes = 5 * 1024 * 1024;

/** Boundaries out of a GeoJSON file: matched by name, shown, then saved together. */
export function BoundaryUpload({ areas, only, onClose }: UploadProps) {
  const set = useCommand(api.organization.setBoundaries);
  const [found, setFound] = useState<readonly Found[]>();
  const [wrong, setWrong] = useState<string>();
  const ready = (found ?? []).flatMap(({ areaId, shape }) =>
    areaId && shape ? [{ areaId, shape }] : [],
  );
  const isDouble = new Set(ready.map(({ areaId }) => areaId)).size < ready.length;
  const read = async (file: File) => {
    const places = file.size > mostBytes ? undefined : boundariesIn(await file.text());
    setWrong(wrongWith(file, places?.length));
    setFound(places && places.length > 0 ? matched(places, areas, only) : undefined);
  };
  const save = async () => {
    if (!(await set.send({ boundaries: ready }))) return;
    tell(m["organization.boundary.saved"]({ count: ready.length }));
    onClose();
  };
  return (
    <Dialog
      open
      width={680}
      title={m["organization.boundary.upload"]()}
      okText={m["organization.boundary.save"]({ count: ready.length })}
      cancelText={m["web.cancel"]()}
      okButtonProps={{ loading: set.isBusy, disabled: ready.length === 0 || isDouble }}
      onOk={() => void save()}
      onCancel={onClose}
    >
      <div className="lf-form">
        <FileInput onFile={(file) => void read(file)} />
        {wrong ? <Note tone="wrong">{wrong}</Note> : null}
        {found ? (
          <Matches
            found={found}
            isFixed={only !== undefined}
            onChange={(key, areaId) =>
              setFound(found.map((one) => (one.key === key ? { ...one, areaId } : one)))
            }
          />
        ) : null}
        {isDouble ? <Note tone="wrong">{m["organization.boundary.double"]()}</Note> : null}
        {set.problem ? <ProblemNote problem={set.problem} /> : null}
      </div>
    </Dialog>
  );
}

function FileInput({ onFile }: { onFile: (file: File) => void }) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="lf-field">
      <label className="lf-field-label" htmlFor={id}>
        {m["organization.boundary.file"]()}
      </label>
      <input
        ref={input}
        id={id}
        type="file"
        accept=".geojson,.json,application/geo+json,application/json"
        className="lf-sr-only"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) onFile(file);
          // The same file, mended, may be picked again.
          event.target.value = "";
        }}
      />
      <div className="lf-send">
        <Button onClick={() => input.current?.click()}>{m["organization.file.pick"]()}</Button>
      </div>
      <div className="lf-field-hint">{m["organization.boundary.file.hint"]()}</div>
    </div>
  );
}

function wrongWith(file: File, places: number | undefined): string | undefined {
  if (file.size > mostBytes) return m["organization.boundary.file.large"]();
  if (places === undefined) return m["organization.boundary.file.other"]();
  return places === 0 ? m["organization.boundary.file.empty"]() : undefined;
}

function matched(
  places: readonly { name?: string; shape: unknown }[],
  areas: readonly Area[],
  only: Area | undefined,
): Found[] {
  const town = areas.find(({ kind }) => kind === "town");
  const names = indexAreaNames(areas, town ? [town.name, town.nameEn] : []);
  const all = places.map(({ name = "", shape }, at): Found => {
    const checked = checkShape(shape);
    const match = names.find(name);
    return {
      key: String(at),
      name,
      areaId: match.is === "found" && !match.group ? match.areaId : undefined,
      shape: checked.ok ? checked.shape : undefined,
      fault: checked.ok ? undefined : faultText(checked.fault),
    };
  });
  if (!only) return all;
  const own = all.find(({ areaId }) => areaId === only.areaId) ?? all[0];
  return own ? [{ ...own, areaId: only.areaId }] : [];
}

interface MatchesProps {
  found: readonly Found[];
  isFixed: boolean;
  onChange: (key: string, areaId: string | undefined) => void;
}

function Matches({ found, isFixed, onChange }: MatchesProps) {
  return (
    <ul className="lf-boundary-matches">
      {found.map(({ key, name, areaId, fault }) => (
        <li key={key}>
          <span>{name || m["organization.boundary.nameless"]()}</span>
          {fault ? (
            <span>
              <StateTag tone="red">{m["organization.boundary.wrong"]()}</StateTag> {fault}
            </span>
          ) : (
            <AreaPicker
              value={areaId}
              onChange={(next) => onChange(key, next)}
              isDisabled={isFixed}
              aria-label={m["organization.boundary.area"]({ name })}
              placeholder={m["organization.boundary.leave"]()}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
