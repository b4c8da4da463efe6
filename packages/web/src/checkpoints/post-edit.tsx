import type { Checkpoint } from "@lianfang/core/checkpoints/checkpoint.ts";
import { m } from "@lianfang/messages/messages.js";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { useCommand } from "../kernel/command.ts";
import { Card } from "../kernel/kit/detail-page.tsx";
import { Form } from "../kernel/kit/form.tsx";
import { useForm } from "../kernel/kit/form-state.ts";
import { CardLines } from "../kernel/kit/loading.tsx";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { Trouble } from "../kernel/kit/problem-note.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { PostFields } from "./post-fields.tsx";
import { fieldsFrom, postForm } from "./post-form.ts";

export function EditPostPage() {
  const { checkpointId = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(
    api.checkpoints.checkpoint.queryOptions({ input: { checkpointId } }),
  );
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <CardLines count={10} />;
  return <Edit key={data.revision} post={data} />;
}

function Edit({ post }: { post: Checkpoint }) {
  const { checkpointId, revision } = post;
  const edit = useCommand(api.checkpoints.edit, checkpointId);
  const navigate = useNavigate();
  const to = { to: "/checkpoints/posts/$checkpointId", params: { checkpointId } } as const;
  const form = useForm({
    name: `checkpoint-${checkpointId}`,
    schema: postForm,
    initial: {
      name: post.name,
      nameEn: post.nameEn,
      areaId: post.areaId,
      kind: post.kind,
      place: post.place,
      lon: post.location?.lon,
      lat: post.location?.lat,
      posts: post.posts,
      guardsNeeded: post.guardsNeeded,
      from: post.hours?.from,
      to: post.hours?.to,
      equipment: post.equipment,
      note: post.note,
    },
    command: edit,
    send: (values) => edit.send({ ...fieldsFrom(values), checkpointId, revision }),
    onDone: () => {
      tell(m["checkpoints.post.changed"]());
      void navigate(to);
    },
    problemAt: { "checkpoints.nameTaken": "name", "checkpoints.areaNotFound": "areaId" },
  });
  return (
    <div className="lf-page lf-page-narrow">
      <PageHead
        title={m["checkpoints.post.edit"]()}
        back={{ to: `/checkpoints/posts/${checkpointId}`, label: post.name }}
      />
      <Card>
        <Form form={form} send={m["checkpoints.save"]()}>
          <PostFields form={form} />
        </Form>
      </Card>
    </div>
  );
}
