import { COLOURS } from '../../description/colours.js';
import { SEVERITY, steps } from '../../description/scale.js';
import type { Sheet } from '../../description/sheet.js';
import { ALL_ROWS, atEnd, MODEL, now } from '../../queries/promql.js';

/** Severity of a feature over all windows, counted only while it is active. */
const activeSeverity = `${now('drift_severity', 'model, feature', MODEL, ALL_ROWS)} * ${now('drift_active', 'model, feature', MODEL, ALL_ROWS)}`;

const small = { width: 4, height: 4 };

/** The first line: a question a number. */
export const atAGlance: readonly Sheet[] = [
  {
    id: 'features-drifting',
    title: 'Features drifting',
    description:
      'How many features drift now, over all windows and for long enough to count (drift_active). Grey zero: nothing does.',
    grain: [],
    queries: [atEnd('active', `sum(${now('drift_active', 'model, feature', MODEL, ALL_ROWS)})`)],
    look: {
      mark: 'number',
      measures: [
        {
          name: 'active',
          title: 'Features drifting',
          unit: 'count',
          scale: steps([0, COLOURS.none], [1, COLOURS.critical]),
        },
      ],
    },
    nothing: 'no results: does Prometheus scrape the exporter?',
    size: small,
  },
  {
    id: 'worst-severity',
    title: 'Worst severity',
    description:
      'The worst change among the features that drift now, in any window: small, significant or critical by the thresholds of each feature.',
    grain: [],
    queries: [atEnd('severity', `max(${activeSeverity})`)],
    look: {
      mark: 'number',
      measures: [{ name: 'severity', title: 'Worst severity', unit: 'count', scale: SEVERITY }],
    },
    nothing: 'no verdict: too few rows, or no results',
    size: small,
  },
  {
    id: 'models-affected',
    title: 'Models affected',
    description:
      'How many of the chosen models have at least one feature that drifts now, of how many that are watched.',
    grain: [],
    queries: [
      atEnd(
        'affected',
        `count(max by (model) (${now('drift_active', 'model, feature', MODEL, ALL_ROWS)}) == 1) or vector(0)`,
      ),
      atEnd('watched', `count(${now('drift_reference_promotion_due', 'model', MODEL)})`),
    ],
    look: {
      mark: 'number',
      measures: [
        {
          name: 'affected',
          title: 'affected',
          unit: 'count',
          scale: steps([0, COLOURS.none], [1, COLOURS.critical]),
        },
        { name: 'watched', title: 'watched', unit: 'count' },
      ],
    },
    nothing: 'none',
    size: small,
  },
  {
    id: 'oldest-data',
    title: 'Oldest newest row',
    description:
      'How old the newest row is, of the model whose data is the stalest. What is too old depends on how often data arrives: yellow from a day, orange from two.',
    grain: [],
    queries: [atEnd('age', `max(time() - ${now('drift_newest_row_timestamp_seconds', 'model', MODEL)})`)],
    look: {
      mark: 'number',
      measures: [
        {
          name: 'age',
          title: 'Age',
          unit: 'seconds',
          scale: steps([0, COLOURS.none], [86_400, COLOURS.small], [172_800, COLOURS.significant]),
        },
      ],
    },
    nothing: 'no row seen yet',
    size: small,
  },
  {
    id: 'oldest-check',
    title: 'Longest since a check',
    description:
      'How long ago the last successful check was, of the model that has waited longest. Yellow from half an hour, orange from two: checks run every five minutes by default.',
    grain: [],
    queries: [atEnd('age', `max(time() - ${now('drift_last_success_timestamp_seconds', 'model', MODEL)})`)],
    look: {
      mark: 'number',
      measures: [
        {
          name: 'age',
          title: 'Age',
          unit: 'seconds',
          scale: steps([0, COLOURS.none], [1_800, COLOURS.small], [7_200, COLOURS.significant]),
        },
      ],
    },
    nothing: 'no check has succeeded yet',
    size: small,
  },
  {
    id: 'exporter-trouble',
    title: 'Exporter troubles',
    description:
      'How many things are wrong with the exporter itself: sources or stores that do not answer, a configuration that could not be read, models with series left out. System health below says which.',
    grain: [],
    queries: [
      atEnd(
        'troubles',
        [
          'count(max by (source) (drift_source_up) == 0)',
          'count(drift_exporter_store_up == 0)',
          'count(drift_exporter_config_last_reload_successful == 0)',
          'count(max by (model) (drift_series_dropped) > 0)',
        ]
          .map((each) => `(${each} or vector(0))`)
          .join(' + ') + ' and on () count(drift_exporter_build_info) > 0',
      ),
    ],
    look: {
      mark: 'number',
      measures: [
        {
          name: 'troubles',
          title: 'Troubles',
          unit: 'count',
          scale: steps([0, COLOURS.none], [1, COLOURS.critical]),
        },
      ],
    },
    nothing: 'exporter not scraped',
    size: small,
  },
];
