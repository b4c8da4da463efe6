import type { FoundingPreview, TownSource } from "@lianfang/core/organization/contract.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { api } from "../kernel/client.ts";
import { Facts } from "../kernel/kit/facts.tsx";
import { Lines } from "../kernel/kit/loading.tsx";
import { Note, Trouble } from "../kernel/kit/problem-note.tsx";
import { listed, nameOf } from "../kernel/locale.ts";
import { isProblem, shown } from "../kernel/problem.ts";
import { clockLabels } from "../kernel/shell/town-clock.tsx";
import { FileProblems } from "./founding-source.tsx";
import { unitKindLabels } from "./unit-kinds.ts";

type Preview = z.infer<typeof FoundingPreview>;

/** What the chosen source would become, asked of the server. */
export function usePreview(source: TownSource | undefined) {
  return useQuery({
    ...api.organization.previewFounding.queryOptions({
      input: { source: source ?? { from: "preset", presetId: "" } },
    }),
    enabled: source !== undefined,
  });
}

function Villages({ villages }: { villages: Preview["villages"] }) {
  const numbered = villages.filter(({ isNumbered }) => isNumbered).length;
  return (
    <section>
      <h2>{m["organization.preview.villages"]({ count: villages.length })}</h2>
      {numbered > 0 ? (
        <Note tone="attention">{m["organization.preview.numbered"]({ count: numbered })}</Note>
      ) : null}
      <p className="lf-preview-names">{listed(villages.map((village) => nameOf(village)))}</p>
    </section>
  );
}

function Units({ units }: { units: Preview["units"] }) {
  return (
    <section>
      <h2>{m["organization.preview.units"]()}</h2>
      <table className="lf-small-table">
        <thead>
          <tr>
            <th scope="col">{m["organization.unit.kind"]()}</th>
            <th scope="col">{m["organization.unit.name"]()}</th>
            <th scope="col" className="lf-end">
              {m["organization.unit.count"]()}
            </th>
          </tr>
        </thead>
        <tbody>
          {units.map((unit) => (
            <tr key={`${unit.kind} ${unit.name}`}>
              <td>{unitKindLabels[unit.kind]()}</td>
              <td>{nameOf(unit)}</td>
              <td className="lf-end">{unit.count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Checkpoints({ checkpoints }: { checkpoints: Preview["checkpoints"] }) {
  if (checkpoints.length === 0) return null;
  const numbered = checkpoints.filter(({ isNumbered }) => isNumbered).length;
  const named = checkpoints.filter(({ isNumbered }) => !isNumbered);
  return (
    <section>
      <h2>{m["organization.preview.checkpoints"]({ count: checkpoints.length })}</h2>
      {numbered > 0 ? (
        <Note tone="attention">
          {m["organization.preview.checkpoints.numbered"]({ count: numbered })}
        </Note>
      ) : null}
      {named.length > 0 ? <p className="lf-preview-names">{listed(named.map(nameOf))}</p> : null}
    </section>
  );
}

function Rules({ preview }: { preview: Preview }) {
  const { clock } = preview;
  const chain = [...preview.chain].sort((one, other) => one.level - other.level);
  return (
    <section>
      <h2>{m["organization.preview.rules"]()}</h2>
      <Facts
        facts={[
          [
            m["organization.chain"](),
            chain.map((level) => nameOf({ name: level.label, nameEn: level.labelEn })).join(" → "),
          ],
          [clockLabels.collectBy(), clock.collectBy],
          [clockLabels.meetAt(), clock.meetAt],
          [clockLabels.publishTasksAt(), clock.publishTasksAt],
          [clockLabels.bulletinBy(), clock.bulletinBy],
          [
            m["organization.preview.readings"](),
            m["organization.preview.perDay"]({ count: preview.readingsPerDay }),
          ],
          [
            m["organization.preview.observation"](),
            m["web.date.days"]({ count: preview.observationDays }),
          ],
          [
            m["organization.era"](),
            preview.policyPreset === "2020"
              ? m["organization.era.2020"]()
              : m["organization.era.2022"](),
          ],
        ]}
      />
    </section>
  );
}

/** What founding would make, before anything is made. */
export function PreviewOf({ source }: { source: TownSource }) {
  const answer = usePreview(source);
  if (isProblem(answer.error, "organization.townFileInvalid")) {
    return <FileProblems problems={shown(answer.error).fields} />;
  }
  if (answer.error) {
    return <Trouble error={answer.error} onRetry={() => void answer.refetch()} />;
  }
  if (!answer.data) return <Lines count={8} />;
  return (
    <div className="lf-preview">
      <p className="lf-preview-town">{nameOf(answer.data)}</p>
      <Villages villages={answer.data.villages} />
      <Units units={answer.data.units} />
      <Checkpoints checkpoints={answer.data.checkpoints} />
      <Rules preview={answer.data} />
    </div>
  );
}
