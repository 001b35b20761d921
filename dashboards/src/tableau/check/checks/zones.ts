import type { Check } from '../check.js';
import { ofDashboard, type Problem } from '../finding.js';
import { sheetZonesOf, zonesOf, type Dashboard, type Zone } from '../model/dashboard.js';

const WHOLE = 100_000;
/** Coordinates are rounded. */
const SLACK = 2;

export const zones: Check = {
  id: 'zones',
  says: 'Zones lie within their dashboard and within each other, do not cover each other, and have ids of their own and types that Tableau reads.',
  find({ dashboards }) {
    return dashboards.flatMap((dashboard) => {
      const place = ofDashboard(dashboard.name);
      const of = (zone: Zone, message: string): Problem => ({
        place,
        line: zone.tree.line,
        message: `zone ${zone.id}: ${message}`,
      });
      return [
        ...roots(dashboard, of),
        ...ids(dashboard, of),
        ...bounds(dashboard.roots, of),
        ...overlaps(dashboard, of),
      ];
    });
  },
};

type Of = (zone: Zone, message: string) => Problem;

function roots(dashboard: Dashboard, of: Of): Problem[] {
  const [root] = dashboard.roots;
  if (root === undefined)
    return [{ place: ofDashboard(dashboard.name), line: dashboard.tree.line, message: 'it has no zones' }];
  const types = zonesOf(dashboard)
    .filter(({ tree }) => 'type' in tree.attributes)
    .map((zone) => of(zone, 'its attribute type is of old releases; write type-v2'));
  return root.type === 'layout-basic'
    ? types
    : [of(root, `the outermost is ${root.type || 'a sheet'}; it must be layout-basic`), ...types];
}

/** Tableau's schema looks at siblings alone. */
function ids(dashboard: Dashboard, of: Of): Problem[] {
  const seen = new Set<string>();
  return zonesOf(dashboard).flatMap((zone): Problem[] => {
    const twice = seen.has(zone.id);
    seen.add(zone.id);
    if (!/^\d+$/.test(zone.id)) return [of(zone, 'its id must be a number')];
    return twice ? [of(zone, 'its id is there twice on the dashboard')] : [];
  });
}

function bounds(zones: readonly Zone[], of: Of, outer = { x: 0, y: 0, w: WHOLE, h: WHOLE }): Problem[] {
  return zones.flatMap((zone) => {
    const { x, y, w, h } = zone.box;
    const numbers = [x, y, w, h].every(Number.isInteger) && w > 0 && h > 0;
    // what floats lies on others and may reach beyond them
    const floats = zone.tree.attributes.floating === 'true' || zone.tree.attributes['is-floating'] === 'true';
    const inside =
      floats ||
      (x >= outer.x - SLACK &&
        y >= outer.y - SLACK &&
        x + w <= outer.x + outer.w + SLACK &&
        y + h <= outer.y + outer.h + SLACK);
    return [
      ...(numbers ? [] : [of(zone, 'x, y, w and h must be whole numbers, of 100000')]),
      ...(inside
        ? []
        : [of(zone, `it reaches beyond ${outer.w === WHOLE ? 'the dashboard' : 'the zone around it'}`)]),
      ...bounds(zone.children, of, floats ? undefined : zone.box),
    ];
  });
}

/** Sheets and cards that lie side by side in one layout. */
function overlaps(dashboard: Dashboard, of: Of): Problem[] {
  const [root] = dashboard.roots;
  const flat =
    root?.children.filter(({ children, type }) => children.length === 0 && type !== 'layout-flow') ?? [];
  const some = flat.length > 1 ? flat : sheetZonesOf(dashboard);
  const floating = (zone: Zone): boolean =>
    ['floating', 'is-floating'].some((key) => zone.tree.attributes[key] === 'true');
  if (flat.length <= 1 || some.some(floating)) return [];
  return some.flatMap((zone, index) =>
    some
      .slice(0, index)
      .filter((other) => cover(zone, other))
      .map((other) => of(zone, `it covers zone ${other.id}`)),
  );
}

function cover({ box: a }: Zone, { box: b }: Zone): boolean {
  return (
    a.x + a.w > b.x + SLACK && b.x + b.w > a.x + SLACK && a.y + a.h > b.y + SLACK && b.y + b.h > a.y + SLACK
  );
}
