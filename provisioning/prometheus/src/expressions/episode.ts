/** Recorded: the severity of a feature's episode of drift, which never falls before it ends. Of features that are not expected to drift. */
export const EPISODE = 'model_feature:drift_active_severity:unexpected';

/** For how long an exporter may be away, say while it starts, without ending an episode. */
export const BRIDGED = '15m';
