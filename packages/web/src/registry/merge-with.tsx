import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { Card } from "../kernel/kit/detail-page.tsx";
import { Labelled } from "../kernel/kit/labelled.tsx";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { ResidentPicker } from "./resident-picker.tsx";

const pickerId = "merge-with";

/** Somebody known to be entered twice: which is the other record? */
export function MergeWithPage() {
  const { residentId = "" } = useParams({ strict: false });
  const navigate = useNavigate();
  const { data } = useQuery(api.registry.resident.queryOptions({ input: { residentId } }));
  const choose = (otherId: string | undefined) => {
    if (!otherId || otherId === residentId) return;
    void navigate({
      to: "/people/duplicates/$oneId/$otherId",
      params: { oneId: residentId, otherId },
    });
  };
  return (
    <div className="lf-page lf-page-narrow">
      <PageHead
        title={m["sameperson.merge.which"]({ name: data?.name ?? "" })}
        back={{ to: `/people/residents/${residentId}`, label: data?.name ?? "" }}
      />
      <Card>
        <Labelled id={pickerId} label={m["sameperson.merge.other"]()}>
          <ResidentPicker
            id={pickerId}
            value={undefined}
            onChange={choose}
            onBlur={() => {}}
            status=""
          />
        </Labelled>
      </Card>
    </div>
  );
}
