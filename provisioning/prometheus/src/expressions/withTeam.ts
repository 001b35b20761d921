import { maxOf } from './replicas.js';

/** One series a model, though replicas may differ in the team while a new configuration is rolled out. */
const TEAMS = `topk without (team) (1, ${maxOf('drift_model_info', 'source')})`;

/** Adds the label `team`, from the configuration of the same part of a fleet. Models without one, or that nothing is known of, alert without. */
export function withTeam(expr: string): string {
  return `(${expr})\n* ignoring (feature, source, team) group_left (team) ${TEAMS}\nor ignoring (team)\n(${expr})`;
}
