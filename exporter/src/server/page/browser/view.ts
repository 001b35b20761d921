export const sortKeys = ['urgency', 'severity', 'psi', 'name', 'since'] as const;
export type SortKey = (typeof sortKeys)[number];

/** How far back trends of details reach, in days. */
export const ranges = [7, 30, 90] as const;

/** What the viewer has chosen to see. It lives in the address, so that a link shows the same. */
export interface View {
  /** Absent: the model that needs attention most. */
  readonly model?: string;
  /** Features whose details are open. */
  readonly open: readonly string[];
  /** Window that details show; absent: the worst one of each feature. */
  readonly window?: string;
  readonly text: string;
  /** Least severity, as `severityRank` counts; −1 for all. */
  readonly least: number;
  readonly activeOnly: boolean;
  readonly sort: SortKey;
  /** Against the natural direction of the key. */
  readonly reversed: boolean;
  readonly days: number;
}

export const initialView: View = {
  open: [],
  text: '',
  least: -1,
  activeOnly: false,
  sort: 'urgency',
  reversed: false,
  days: 30,
};

/** The view that an address's fragment names; what it doesn't name or name well is as at first. */
export function readView(hash: string): View {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const sort = sortKeys.find((key) => key === given.get('sort')) ?? initialView.sort;
  const least = Number(given.get('least') ?? -1);
  const days = Number(given.get('days'));
  return {
    ...named('model', given.get('model')),
    ...named('window', given.get('window')),
    open: [...new Set(given.getAll('feature'))],
    text: given.get('text') ?? '',
    least: [0, 1, 2, 3].includes(least) ? least : -1,
    activeOnly: given.get('active') === '1',
    sort,
    reversed: given.get('reversed') === '1',
    days: ranges.find((range) => range === days) ?? initialView.days,
  };
}

function named<Key extends 'model' | 'window'>(
  key: Key,
  value: string | null,
): { readonly [K in Key]?: string } {
  return value === null ? {} : ({ [key]: value } as { readonly [K in Key]?: string });
}

/** The fragment of a view, without `#`; empty for the first one. */
export function writeView(view: View): string {
  const parts = new URLSearchParams();
  if (view.model !== undefined) parts.set('model', view.model);
  for (const feature of view.open) parts.append('feature', feature);
  if (view.window !== undefined) parts.set('window', view.window);
  if (view.text !== '') parts.set('text', view.text);
  if (view.least !== -1) parts.set('least', String(view.least));
  if (view.activeOnly) parts.set('active', '1');
  if (view.sort !== initialView.sort) parts.set('sort', view.sort);
  if (view.reversed) parts.set('reversed', '1');
  if (view.days !== initialView.days) parts.set('days', String(view.days));
  return parts.toString();
}
