import { listsContract } from "@lianfang/core/lists/contract.ts";
import { v7 as uuidv7 } from "uuid";
import { write } from "../../town.ts";
import { probesFor } from "../probe.ts";

interface Records {
  /** A view of the director's, shared with the office. */
  viewId: string;
}

const list = "registry.residents";

/** Whose view it is decides besides the role: nobody has this one. */
const nobodys = { input: () => ({ viewId: uuidv7() }), ends: "not found" };

export const probes = probesFor(listsContract)<Records>({
  async prepare({ name }, { lists }) {
    const view = {
      ...write(),
      list,
      name: `视图${name}`,
      filters: { sex: "male" },
      columns: ["name"],
    };
    const { viewId } = await lists.saveView(view);
    await lists.shareView({ ...write(), viewId, isShared: true });
    return { viewId };
  },
  probes: {
    views: { kind: "plain", input: () => ({ list }) },
    exportProgress: { kind: "plain", input: () => ({}) },
    saveView: {
      kind: "plain",
      input: () => ({ list, name: "新视图", filters: {}, columns: ["name", "age"] }),
    },
    editView: { kind: "plain", ...nobodys, input: () => ({ ...nobodys.input(), revision: 1 }) },
    shareView: {
      kind: "aimed",
      input: ({ records: { viewId } }) => ({ viewId, isShared: false }),
    },
    removeView: { kind: "plain", ...nobodys },
    chooseColumns: { kind: "plain", input: () => ({ list, columns: ["name"] }) },
    openWith: { kind: "plain", ...nobodys, input: () => ({ ...nobodys.input(), list }) },
  },
});
