import { formatDuration } from '../../config/duration.js';
import type { AlertSeverity } from '../../config/quietHours.js';
import type { Config } from '../../config/schema.js';
import type { Channels } from './channels.js';
import { matcher } from './matcher.js';
import type { NamedIntervals } from './timeIntervals.js';

export interface Route {
  readonly matchers?: readonly string[];
  readonly receiver?: string;
  readonly continue?: boolean;
  readonly group_by?: readonly string[];
  readonly group_wait?: string;
  readonly group_interval?: string;
  readonly repeat_interval?: string;
  readonly mute_time_intervals?: readonly string[];
  readonly routes?: readonly Route[];
}

/** What belongs to no receiver ends here. */
export const NOBODY = 'drift-nobody';
/** The exporter itself, for the history. */
export const HISTORY = 'drift-history';

/** The receiver's name; names of teams may hold anything, and no two make the same. */
export function receiverName(team: string | undefined, severity: AlertSeverity): string {
  return team === undefined ? `drift-${severity}` : `drift-team-${team}-${severity}`;
}

export interface RoutesInput {
  readonly alerting: Pick<
    Config['alerting'],
    'part_labels' | 'group_wait' | 'group_interval' | 'repeat_interval'
  >;
  readonly teams: readonly Channels[];
  readonly quiet: ReadonlyMap<AlertSeverity, NamedIntervals>;
  readonly withHistory: boolean;
}

/**
 * The route of all alerts of ours: first to the history, which is never muted, then by team and severity. What is not
 * critical goes the way of warnings, so that an alert without a severity is not lost.
 */
export function driftRoute({ alerting, teams, quiet, withHistory }: RoutesInput): Route {
  const history: Route = {
    receiver: HISTORY,
    continue: true,
    // at once: what begins and ends while its group waits nobody is told of
    group_wait: '0s',
    group_interval: '1s',
    repeat_interval: '12h',
  };
  const bySeverity = (team: string | undefined): Route[] => [
    {
      matchers: [matcher('severity', '=', 'critical')],
      receiver: receiverName(team, 'critical'),
      ...muted(quiet.get('critical')),
    },
    { receiver: receiverName(team, 'warning'), ...muted(quiet.get('warning')) },
  ];
  return {
    matchers: [matcher('alertname', '=~', 'Drift.*')],
    receiver: NOBODY,
    // labels that name the data alone, so that all features of a model are one message
    group_by: ['model', ...alerting.part_labels],
    group_wait: formatDuration(alerting.group_wait),
    group_interval: formatDuration(alerting.group_interval),
    repeat_interval: formatDuration(alerting.repeat_interval),
    routes: [
      ...(withHistory ? [history] : []),
      ...teams.map(({ team = '' }) => ({
        matchers: [matcher('team', '=', team)],
        routes: bySeverity(team),
      })),
      ...bySeverity(undefined),
    ],
  };
}

function muted(intervals: NamedIntervals | undefined): Pick<Route, 'mute_time_intervals'> {
  return intervals === undefined ? {} : { mute_time_intervals: [intervals.name] };
}
