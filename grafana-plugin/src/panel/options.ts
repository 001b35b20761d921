import * as views from '../views';
import type { View } from '../views/view';

export type ViewId = keyof typeof views;

/** What a click on a feature does. */
export type ClickAction = 'variable' | 'link' | 'nothing';

/** What a dashboard stores of the panel: the chosen view, and the options of each. */
export type PanelOptions = {
  readonly view: ViewId;
  readonly click: ClickAction;
  /** Name of the dashboard variable that a click sets to the feature. */
  readonly featureVariable: string;
  /** The same for its model. */
  readonly modelVariable: string;
} & { readonly [Id in ViewId]: (typeof views)[Id]['defaults'] };

/** All views in the order of the choice. What each is given is its own, as `prepare` made it. */
export const viewList: ReadonlyArray<{ readonly id: ViewId; readonly view: View<unknown, object> }> = Object.entries(
  views
)
  .map(([id, view]) => ({ id: id as ViewId, view: view as unknown as View<unknown, object> }))
  .sort((a, b) => a.view.order - b.view.order);

const [first] = viewList;

export const defaultOptions = {
  view: first?.id,
  click: 'variable',
  featureVariable: 'feature',
  modelVariable: 'model',
  ...Object.fromEntries(viewList.map(({ id, view }) => [id, view.defaults])),
} as PanelOptions;

/** The chosen view with its options, complete whatever a dashboard holds. */
export function chosenView(options: PanelOptions): { view: View<unknown, object>; options: object } {
  const { id, view } = viewList.find((each) => each.id === options.view) ?? viewList[0] ?? unregistered();
  return { view, options: { ...view.defaults, ...options[id] } };
}

function unregistered(): never {
  throw new Error('no view is registered');
}
