import type { Check } from '../check.js';
import { ofDashboard, OF_WORKBOOK, type Problem } from '../finding.js';
import { sheetZonesOf, zonesOf, type Dashboard } from '../model/dashboard.js';
import { fieldsRead, viewsOf } from '../queries/fieldsRead.js';
import { allOf, attributeOf } from '../model/tree.js';
import { PARAMETERS, readsResultStore, type Workbook } from '../model/workbook.js';
import type { Worksheet } from '../model/worksheet.js';
import { shelvesOf } from '../model/uses.js';

/** What a dashboard must show, told by what a sheet reads and how it draws it, and not by its title. */
interface Required {
  readonly dashboard: string;
  readonly what: string;
  readonly views: readonly string[];
  readonly fields: readonly string[];
  readonly drawn?: (sheet: Worksheet) => boolean;
}

const lineValues = ({ panes }: Worksheet): string[] =>
  panes.flatMap(({ referenceLines }) => referenceLines.map((line) => attributeOf(line, 'value-column')));
const withMark =
  (mark: string) =>
  (sheet: Worksheet): boolean =>
    sheet.panes.some((pane) => pane.mark === mark);
const onShelf =
  (part: string) =>
  (sheet: Worksheet): boolean =>
    shelvesOf(sheet).some(({ name }) => name.includes(`${part}:`));
const filterHas =
  (how: string) =>
  ({ filters }: Worksheet): boolean =>
    filters.some(({ tree }) =>
      allOf(tree, 'groupfilter').some((one) => attributeOf(one, 'function') === how),
    );

const [OVERVIEW, FEATURE, ALERTS, PERFORMANCE] = [
  'Overview',
  'Feature Analysis',
  'Alert Management',
  'Performance Monitoring',
] as const;

const REQUIRED: readonly Required[] = [
  {
    dashboard: OVERVIEW,
    what: 'status by model',
    views: ['v1_models'],
    fields: ['model', 'severity', 'features_active'],
    drawn: onShelf('model'),
  },
  {
    dashboard: OVERVIEW,
    what: 'a heatmap of PSI',
    views: ['v1_daily_scores'],
    fields: ['feature', 'psi', 'severity_order'],
    drawn: withMark('Square'),
  },
  {
    dashboard: OVERVIEW,
    what: 'recent alerts',
    views: ['v1_alerts'],
    fields: ['starts_at_utc', 'severity'],
    drawn: filterHas('end'),
  },
  {
    dashboard: OVERVIEW,
    what: 'system health',
    views: ['v1_checks'],
    fields: ['succeeded', 'started_at_utc'],
  },
  {
    dashboard: OVERVIEW,
    what: 'the time of the data',
    views: ['v1_models'],
    fields: ['data_as_of_utc'],
    drawn: withMark('Text'),
  },
  {
    dashboard: FEATURE,
    what: "a trend of PSI with the threshold in force and one of the reader's own",
    views: ['v1_feature_analysis', 'v1_daily_scores'],
    fields: ['psi', 'day'],
    drawn: (sheet) =>
      lineValues(sheet).some((value) => value.includes('threshold_significant')) &&
      lineValues(sheet).some((value) => value.startsWith(`[${PARAMETERS}]`)),
  },
  {
    dashboard: FEATURE,
    what: 'the distributions',
    views: ['v1_feature_analysis', 'v1_distributions'],
    fields: ['dataset', 'cell', 'cell_ratio'],
  },
  {
    dashboard: FEATURE,
    what: 'the statistics',
    views: ['v1_feature_analysis'],
    fields: ['statistic', 'statistic_value'],
  },
  {
    dashboard: FEATURE,
    what: 'historical patterns',
    views: ['v1_feature_analysis', 'v1_daily_scores'],
    fields: ['day', 'psi_mean'],
    drawn: onShelf('wd:day'),
  },
  {
    dashboard: FEATURE,
    what: 'importance',
    views: ['v1_importance'],
    fields: ['importance_ratio', 'feature'],
  },
  {
    dashboard: FEATURE,
    what: 'attribution',
    views: ['v1_importance'],
    fields: ['attribution_ratio', 'feature'],
  },
  {
    dashboard: ALERTS,
    what: 'active alerts',
    views: ['v1_alerts'],
    fields: ['status', 'severity'],
    drawn: filterHas('except'),
  },
  {
    dashboard: ALERTS,
    what: 'the history of alerts',
    views: ['v1_alerts'],
    fields: ['resolved_at_utc', 'status'],
    drawn: onShelf('starts_at_utc'),
  },
  {
    dashboard: ALERTS,
    what: 'times to acknowledge and to resolve',
    views: ['v1_alerts'],
    fields: ['seconds_to_acknowledge', 'seconds_to_resolve'],
  },
  {
    dashboard: ALERTS,
    what: 'fatigue',
    views: ['v1_alerts', 'v1_alert_events'],
    fields: ['notification_id'],
  },
  {
    dashboard: PERFORMANCE,
    what: 'the trend of latency',
    views: ['v1_checks'],
    fields: ['duration_seconds', 'started_at_utc'],
  },
  { dashboard: PERFORMANCE, what: 'rows counted', views: ['v1_checks'], fields: ['rows'] },
  {
    dashboard: PERFORMANCE,
    what: 'data quality',
    views: ['v1_daily_scores', 'v1_data_quality'],
    fields: ['missing_ratio', 'unseen_ratio'],
  },
  { dashboard: PERFORMANCE, what: 'freshness', views: ['v1_checks'], fields: ['freshness_seconds'] },
];

/** Filters that a reader of every dashboard has. */
const CARDS = ['model', 'feature', 'time'];
const isTime = (name: string): boolean => name === 'day' || name.endsWith('_utc');

export const requiredSheets: Check = {
  id: 'required-sheets',
  says: 'The four dashboards show all that they are for, with cards for model, feature and time, and the heatmap filters and highlights.',
  find(workbook) {
    if (!readsResultStore(workbook)) return [];
    return [...sheetsMissing(workbook), ...cardsMissing(workbook), ...actionsMissing(workbook)];
  },
};

function sheetsMissing(workbook: Workbook): Problem[] {
  return REQUIRED.flatMap(({ dashboard: name, what, views, fields, drawn }) => {
    const dashboard = workbook.dashboards.find((one) => one.name === name);
    const shown = dashboard === undefined ? [] : sheetZonesOf(dashboard).map(({ sheet }) => sheet);
    const found = workbook.worksheets.some((sheet) => {
      const read = fieldsRead(workbook, sheet);
      return (
        shown.includes(sheet.name) &&
        viewsOf(workbook, sheet).some((view) => views.includes(view)) &&
        fields.every((field) => read.has(field)) &&
        drawn?.(sheet) !== false
      );
    });
    return found ? [] : [{ place: ofDashboard(name), message: `it does not show ${what}` }];
  });
}

function cardsMissing({ dashboards }: Workbook): Problem[] {
  return dashboards.flatMap((dashboard: Dashboard) => {
    const fields = zonesOf(dashboard)
      .filter(({ type }) => type === 'filter')
      .map(({ param }) => /\[[a-z]+:(.+):[noq]k\]$/.exec(param)?.[1] ?? '');
    return CARDS.filter(
      (card) => !fields.some((field) => (card === 'time' ? isTime(field) : field === card)),
    ).map((card) => ({
      place: ofDashboard(dashboard.name),
      line: dashboard.tree.line,
      message: `it has no filter for ${card}`,
    }));
  });
}

function actionsMissing(workbook: Workbook): Problem[] {
  const heatmap = workbook.worksheets.find(
    (sheet) => viewsOf(workbook, sheet).includes('v1_daily_scores') && withMark('Square')(sheet),
  );
  return ['tsc:tsl-filter', 'tsc:brush']
    .filter(
      (command) =>
        !workbook.actions.some(
          (action) => action.command === command && attributeOf(action.source, 'worksheet') === heatmap?.name,
        ),
    )
    .map((command) => ({
      place: OF_WORKBOOK,
      message: `no action ${command === 'tsc:brush' ? 'highlights' : 'filters'} from the heatmap of PSI`,
    }));
}
