import { kernelProblems } from "@lianfang/core/kernel/problems.ts";
import { type listsContract, problems } from "@lianfang/core/lists/contract.ts";
import type { QueryContext } from "../kernel/context.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { progressOf } from "../kernel/lists/progress.ts";
import type { ModuleParts } from "../kernel/module.ts";
import { type HeldView, listStore } from "./store.ts";

/** More than anybody finds their way in. */
const mostViews = 50;

export const listsRoutes: Handlers<typeof listsContract> = {
  views: async ({ list }, context) => {
    const store = storeOf(context);
    const [views, habit] = await Promise.all([store.views(list), store.habit(list)]);
    return {
      views,
      columns: habit.columns ?? undefined,
      defaultViewId: views.find(({ viewId }) => viewId === habit.viewId)?.viewId,
    };
  },
  exportProgress: async (_, context) =>
    progressOf(context.kernel, lookerOf(context).accountId) ?? {},
  saveView: async ({ list, name, filters, sort, columns }, context) => {
    const store = storeOf(context);
    const { accountId } = lookerOf(context);
    if ((await store.countOwn(list)) >= mostViews) throw problems.tooManyViews({ most: mostViews });
    if (await store.isNameTaken({ list, accountId, name })) throw problems.viewNameTaken({ name });
    await store.insert(context.id, list, { name, filters, sort: sort ?? null, columns });
    context.about({ kind: "view", ids: [context.id], details: { list } });
    return { viewId: context.id };
  },
  editView: async (input, context) => {
    const { id: _, happenedAt: __, viewId, revision, ...given } = input;
    const store = storeOf(context);
    const view = await demand(context, viewId);
    if (view.revision !== revision) throw kernelProblems.changedMeanwhile();
    const { name = view.name } = given;
    if (name !== view.name && (await store.isNameTaken({ ...view, name }))) {
      throw problems.viewNameTaken({ name });
    }
    await store.update(viewId, {
      name,
      filters: given.filters ?? view.filters,
      sort: given.sort === undefined ? view.sort : given.sort,
      columns: given.columns ?? view.columns,
    });
    context.about({ kind: "view", ids: [viewId], details: { list: view.list } });
    return { revision: revision + 1 };
  },
  shareView: async ({ viewId, isShared }, context) => {
    const { list } = await demand(context, viewId);
    await storeOf(context).share(viewId, isShared);
    context.about({ kind: "view", ids: [viewId], details: { list, isShared } });
    return {};
  },
  removeView: async ({ viewId }, context) => {
    const { list } = await demand(context, viewId);
    await storeOf(context).remove(viewId);
    context.about({ kind: "view", ids: [viewId], details: { list } });
    return {};
  },
  chooseColumns: async ({ list, columns }, context) => {
    await storeOf(context).keepHabit(list, { columns });
    context.about({ kind: "list", ids: [], details: { list } });
    return {};
  },
  openWith: async ({ list, viewId }, context) => {
    if (viewId !== null) await demand(context, viewId);
    await storeOf(context).keepHabit(list, { view_id: viewId });
    context.about({ kind: "list", ids: viewId ? [viewId] : [], details: { list } });
    return {};
  },
};

export const listsParts: ModuleParts = {
  constraints: {
    // Somebody else was quicker; the check before tells it at the next try.
    list_view_name: () => kernelProblems.changedMeanwhile(),
  },
};

function storeOf(context: QueryContext) {
  return listStore(context, lookerOf(context));
}

/** Views are people's; the system has none. */
function lookerOf({ actor }: QueryContext) {
  if (actor.is !== "account") throw kernelProblems.forbidden();
  const isOffice = actor.grants.some(
    ({ role, scopeKind }) => scopeKind === "town" && (role === "director" || role === "office"),
  );
  return { accountId: actor.accountId, isOffice };
}

async function demand(context: QueryContext, viewId: string): Promise<HeldView> {
  const view = await storeOf(context).hold(viewId);
  if (!view) throw problems.viewNotFound();
  return view;
}
