import { serveTexts, type TextServer } from './textServer.js';

/** A model to which happens between scrapes what real ones take weeks for. */
export const EVENTFUL_MODEL = 'eventful';

const one = `model="${EVENTFUL_MODEL}",feature="amount"`;

/**
 * Its metrics: segments, a window with too few rows, a new reference, drifts that come and go, are expected and likely, rows that arrive
 * and that are sent, labels, and alerts that are told and over.
 */
export function serveEventfulModel(): Promise<TextServer> {
  let scrapes = 0;
  return serveTexts({ '/metrics': () => `${lines(++scrapes).join('\n')}\n` });
}

function lines(scrapes: number): string[] {
  const version = scrapes < 6 ? 'first' : 'second';
  return [
    ...Object.entries({ small: 0.1, significant: 0.2, critical: 0.25 }).map(
      ([severity, value]) => `drift_threshold{${one},severity="${severity}"} ${value}`,
    ),
    `drift_psi{${one},window="1d"} 0.22`,
    `drift_severity{${one},window="1d"} 2`,
    `drift_psi{${one},window="1d",segment="country=de"} 0.3`,
    `drift_severity{${one},window="1d",segment="country=de"} 3`,
    `drift_rows{${one},window="1d",segment="country=de",dataset="current"} 100`,
    `drift_inconclusive{model="${EVENTFUL_MODEL}",feature="rare",window="1d"} 1`,
    `drift_active{${one}} ${Math.floor(scrapes / 3) % 2}`,
    `drift_reference_info{model="${EVENTFUL_MODEL}",version="${version}"} 1`,
    '# TYPE drift_observations histogram',
    ...Object.entries({ '1': 1, '2': 3, '+Inf': 4 }).map(
      ([le, rows]) => `drift_observations_bucket{${one},version="first",le="${le}"} ${rows * scrapes}`,
    ),
    `drift_observations_sum{${one},version="first"} ${8 * scrapes}`,
    `drift_observations_count{${one},version="first"} ${4 * scrapes}`,
    ...labelled(),
    ...stream(scrapes),
    `drift_probability{${one}} 0.9`,
    `drift_probability_threshold{model="${EVENTFUL_MODEL}"} 0.8`,
    `drift_expected_until_timestamp_seconds{${one}} ${Date.UTC(2100, 0) / 1000}`,
    '# TYPE drift_alert_resolution_seconds histogram',
    ...Object.entries({ '900': 1, '3600': 2, '+Inf': 2 }).map(
      ([le, alerts]) =>
        `drift_alert_resolution_seconds_bucket{model="${EVENTFUL_MODEL}",le="${le}"} ${alerts * scrapes}`,
    ),
    `drift_alert_resolution_seconds_sum{model="${EVENTFUL_MODEL}"} ${2_400 * scrapes}`,
    `drift_alert_resolution_seconds_count{model="${EVENTFUL_MODEL}"} ${2 * scrapes}`,
  ];
}

/** What labels tell, which take long to judge. */
function labelled(): string[] {
  const day = `model="${EVENTFUL_MODEL}",window="1d"`;
  return [
    `drift_performance_reference{${day},metric="roc_auc"} 0.79`,
    `drift_performance{${day},metric="roc_auc"} 0.61`,
    `drift_performance_estimated{${day},metric="roc_auc"} 0.75`,
    `drift_performance_estimated_bound{${day},metric="roc_auc",bound="lower"} 0.72`,
    `drift_performance_estimated_bound{${day},metric="roc_auc",bound="upper"} 0.78`,
    `drift_labelled_ratio{${day}} 0.5`,
    `drift_concept_detected{${day}} 1`,
    `drift_covariate_detected{${day}} 1`,
    `drift_covariate_score{${day},statistic="hotelling"} 0.5`,
    `drift_covariate_threshold{${day},statistic="hotelling"} 0.25`,
    `drift_importance_ratio{${one},window="1d"} 1`,
    `drift_attribution_ratio{${one},window="1d"} 1`,
    `drift_segment_share_ratio{${one},window="1d",segment="channel=web",by="within"} 0.7`,
  ];
}

/** What a live stream tells: `test/e2e/streamFleet.test.ts` has a real one. */
function stream(scrapes: number): string[] {
  const model = `model="${EVENTFUL_MODEL}"`;
  return [
    ...Object.entries({ accepted: 90, late: 10 }).map(
      ([result, rows]) => `drift_stream_rows_total{${model},result="${result}"} ${rows * scrapes}`,
    ),
    ...Object.entries({ taken: 3, busy: 1 }).map(
      ([result, requests]) =>
        `drift_stream_requests_total{${model},result="${result}"} ${requests * scrapes}`,
    ),
    '# TYPE drift_stream_request_duration_seconds histogram',
    ...Object.entries({ '0.1': 2, '0.2': 3, '+Inf': 3 }).map(
      ([le, requests]) =>
        `drift_stream_request_duration_seconds_bucket{${model},le="${le}"} ${requests * scrapes}`,
    ),
    `drift_stream_request_duration_seconds_sum{${model}} ${0.3 * scrapes}`,
    `drift_stream_request_duration_seconds_count{${model}} ${3 * scrapes}`,
    `drift_stream_held_bytes{${model}} 120000`,
    `drift_stream_log_bytes{${model}} 450000`,
  ];
}
