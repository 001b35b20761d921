import { integer, number, section } from './fields.js';

/** When a feature counts as changed at all. */
export const detection = () =>
  section({
    false_discovery_rate: number({ above: 0, below: 1 }).prefault(0.001),
    min_effect: number({ from: 0 }).prefault(0.01),
    dataset_share: number({ above: 0, to: 1 }).prefault(0.5),
    min_rows: integer(1).prefault(30),
  });
