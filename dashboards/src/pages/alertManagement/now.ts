import { COLOURS } from '../../description/colours.js';
import { steps, type Scale } from '../../description/scale.js';
import type { Sheet } from '../../description/sheet.js';
import { ALL_ROWS, atEnd, MODEL, now as asOfNow } from '../../queries/promql.js';
import { alerts } from '../alerts.js';

const active = asOfNow('drift_active', 'model, feature', MODEL, ALL_ROWS);
const size = { width: 6, height: 4 };
const trouble = steps([0, COLOURS.none], [1, COLOURS.critical]);
const mild = steps([0, COLOURS.none], [1, COLOURS.small]);

function count(id: string, title: string, description: string, promql: string, scale: Scale): Sheet {
  return {
    id,
    title,
    description,
    grain: [],
    queries: [atEnd('count', promql)],
    look: { mark: 'number', measures: [{ name: 'count', title, unit: 'count', scale }] },
    nothing: 'no results',
    size,
  };
}

const distinct = (state: string): string =>
  `count(max by (alertname, model, feature, severity) (${alerts(`alertstate="${state}"`)})) or vector(0)`;

export const now: readonly Sheet[] = [
  count(
    'firing',
    'Alerts firing',
    'Alerts that fire now, replicas counted once. Zero, too, while no alert rules are loaded.',
    distinct('firing'),
    trouble,
  ),
  count(
    'pending',
    'Alerts pending',
    'Alerts whose condition holds, but not yet for long enough to tell anybody.',
    distinct('pending'),
    mild,
  ),
  count(
    'drifting',
    'Features drifting',
    'Features that count as drifting now: what drift alerts are made from.',
    `sum(${active})`,
    trouble,
  ),
  count(
    'switched',
    'Features that came and went',
    'Features that started and stopped drifting more than once in the time range. Each of them tells people twice or more: look at their thresholds.',
    `count(max by (model, feature) (changes(drift_active{${MODEL}, ${ALL_ROWS}}[$__range])) > 2) or vector(0)`,
    mild,
  ),
];
