import { COLOURS } from '../description/colours.js';
import type { Scale } from '../description/scale.js';
import { during } from '../queries/promql.js';

const OURS = ['alertname=~"Drift.*"', 'model=~`${model:regex}|`'];

/** Alerts about drift and the exporter, by Prometheus' own metric; those about no model are of every model. */
export function alerts(...matchers: readonly string[]): string {
  return `ALERTS{${[...OURS, ...matchers].join(', ')}}`;
}

/** Since when alerts are pending or firing, Unix time. */
export function alertsSince(): string {
  return `ALERTS_FOR_STATE{${OURS.join(', ')}}`;
}

/** What fires, alert by alert; where nothing does, and an exporter was seen, a line that says so. */
export const alertsOrNone = `max by (alertname, model, feature) (${during(alerts('alertstate="firing"'))}) or on () label_replace(0 * count(${during('drift_exporter_build_info')}), "alertname", "no alert", "", "")`;

export const ALERT_STATE: Scale = {
  words: [
    { value: 0, text: 'quiet', colour: COLOURS.none },
    { value: 1, text: 'firing', colour: COLOURS.critical },
  ],
};
