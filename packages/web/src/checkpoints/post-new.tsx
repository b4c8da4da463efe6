import { m } from "@lianfang/messages/messages.js";
import { useNavigate } from "@tanstack/react-router";
import { api } from "../kernel/client.ts";
import { useToday } from "../kernel/clock.ts";
import { useCommand } from "../kernel/command.ts";
import { DayField } from "../kernel/kit/day-picker.tsx";
import { Card } from "../kernel/kit/detail-page.tsx";
import { Form } from "../kernel/kit/form.tsx";
import { useForm } from "../kernel/kit/form-state.ts";
import { PageHead } from "../kernel/kit/page-head.tsx";
import { tell } from "../kernel/kit/tell.tsx";
import { PostFields } from "./post-fields.tsx";
import { fieldsFrom, postForm } from "./post-form.ts";

export function NewPostPage() {
  const create = useCommand(api.checkpoints.create);
  const navigate = useNavigate();
  const today = useToday();
  const form = useForm({
    name: "checkpoint-new",
    schema: postForm,
    initial: { kind: "road", posts: 1, guardsNeeded: 8, equipment: [], openedOn: today },
    command: create,
    send: (values) => create.send({ ...fieldsFrom(values), openedOn: values.openedOn }),
    onDone: ({ checkpointId }) => {
      tell(m["checkpoints.post.added"]());
      void navigate({ to: "/checkpoints/posts/$checkpointId", params: { checkpointId } });
    },
    problemAt: { "checkpoints.nameTaken": "name", "checkpoints.areaNotFound": "areaId" },
  });
  return (
    <div className="lf-page lf-page-narrow">
      <PageHead
        title={m["checkpoints.post.new"]()}
        back={{ to: "/checkpoints/posts", label: m["checkpoints.posts"]() }}
      />
      <Card>
        <Form form={form} send={m["checkpoints.post.new"]()}>
          <DayField form={form} name="openedOn" label={m["checkpoints.openedOn"]()} />
          <PostFields form={form} />
        </Form>
      </Card>
    </div>
  );
}
