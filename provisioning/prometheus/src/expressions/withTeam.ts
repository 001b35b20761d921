/** One series a model, though replicas may differ in the team while a new configuration is rolled out. */
const TEAMS = 'topk by (model) (1, max by (model, team) (drift_model_info))';

/** Adds the label `team`, from the configuration. Models without one, or that nothing is known of, alert without. */
export function withTeam(expr: string): string {
  return `(${expr})\n* on (model) group_left (team) ${TEAMS}\nor ignoring (team)\n(${expr})`;
}
