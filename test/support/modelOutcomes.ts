/** Outcomes of checks of a whole model, found by detection itself on drawn rows of a model whose world changes. */
import { usualChange } from '../../exporter/src/detection/model/usualChange.js';
import { judgeCovariate } from '../../exporter/src/detection/covariate/judgeCovariate.js';
import { featureView, type JointComparison } from '../../exporter/src/detection/model/featureView.js';
import { findInModel } from '../../exporter/src/detection/model/modelFindings.js';
import type { CheckOutcome, CheckResult } from '../../exporter/src/detection/result.js';
import { segmentSearch } from '../../exporter/src/detection/attribution/segmentSearch.js';
import type { Task } from '../../exporter/src/profile/outcome.js';
import type { Profile } from '../../exporter/src/profile/profile.js';
import { momentsOfRows } from './jointRows.js';
import { outcomeOf, resultOf } from './outcomes.js';
import { Draws } from './randomness.js';
import { classificationRow, gridAt, jointProfile, regressionRow } from './rowOutcomes.js';

/** What a window is drawn by. */
export interface DrawnWorld {
  readonly window?: string;
  /** By how much the mean of the first feature has moved, in deviations. @default 0 */
  readonly shift?: number;
  /** Whether only rows with a large third feature have moved, those of `tier=high`. */
  readonly isLocal?: boolean;
  /** Share of rows whose label has become a coin's. @default 0 */
  readonly coins?: number;
  /** Share of rows that have a label. @default 1 */
  readonly labelled?: number;
  /** Of the first two features. @default 0 */
  readonly correlation?: number;
}

export interface DrawnModel {
  readonly model?: string;
  /** Names of the inputs; only the first two matter to the label. */
  readonly features?: readonly string[];
  readonly rows?: number;
  readonly hasLabel?: boolean;
  /** A regression's coins make its errors larger. @default 'classification' */
  readonly task?: Task;
}

interface Drawn {
  readonly inputs: number[];
  readonly score: number;
  readonly label: number;
}

const EDGES = [-1.28, -0.84, -0.52, -0.25, 0, 0.25, 0.52, 0.84, 1.28];
const SCORE = 'score';

/** One outcome a world, each against the same drawn reference. */
export function modelOutcomes(worlds: readonly DrawnWorld[], model: DrawnModel = {}): CheckOutcome[] {
  const { features = ['income', 'age', 'visits', 'region'], rows = 2000, task = 'classification' } = model;
  const draws = new Draws(7);
  const own = draws.many(4, () => draw(draws, {}, features.length, rows / 2, task));
  const reference = own.flat();
  return worlds.map((world) =>
    outcomeIn(world, draw(draws, world, features.length, rows, task), reference, own, { ...model, features }),
  );
}

function draw(draws: Draws, world: DrawnWorld, width: number, rows: number, task: Task): Drawn[] {
  const { shift = 0, isLocal = false, coins = 0, labelled = 1, correlation = 0 } = world;
  return draws.many(rows, () => {
    const inputs = draws.many(width, () => draws.normal());
    const [first = 0, second = 0] = inputs;
    inputs[0] = first + (isLocal && !isHigh(inputs) ? 0 : shift);
    inputs[1] = correlation * first + Math.sqrt(1 - correlation ** 2) * second;
    const sum = 1.4 * inputs[0] + 0.8 * (inputs[1] ?? 0);
    const chance = 1 / (1 + Math.exp(1 - sum));
    const [score, label] =
      task === 'regression'
        ? [sum, sum + (1 + coins) * draws.normal()]
        : [chance, draws.uniform() < (draws.uniform() < coins ? 0.5 : chance) ? 1 : 0];
    return { inputs, score, label: draws.uniform() < labelled ? label : NaN };
  });
}

function outcomeIn(
  world: DrawnWorld,
  current: readonly Drawn[],
  reference: readonly Drawn[],
  own: readonly (readonly Drawn[])[],
  { model = 'credit risk', features = [], hasLabel = true, task = 'classification' }: DrawnModel,
): CheckOutcome {
  const joint = [...features, SCORE].map((feature, place): JointComparison => {
    const profile = (rows: readonly Drawn[]): Profile => profileOf(rows, place, features.length, task);
    const usual = usualChange(own.map(profile), task, feature === SCORE);
    return { feature, reference: profile(reference), current: profile(current), usual };
  });
  const compared = joint.map(
    (one) => [one.feature, { reference: one.reference, current: one.current }] as const,
  );
  const [first] = joint;
  const high = (rows: readonly Drawn[]): Profile =>
    profileOf(
      rows.filter(({ inputs: own }) => isHigh(own)),
      0,
      features.length,
      task,
    );
  const segments =
    first === undefined || world.isLocal !== true
      ? []
      : segmentSearch({
          ...first,
          segments: [
            { column: 'tier', segment: 'tier=high', reference: high(reference), current: high(current) },
          ],
        });
  const score = joint.at(-1);
  // decompositions of hundreds take their time, and tell no more here
  const inputs = (rows: readonly Drawn[]) =>
    momentsOfRows(
      rows.map((row) => row.inputs.slice(0, 10)),
      Math.min(10, features.length),
    );
  const found = findInModel({
    task,
    rows: { reference: reference.length, current: current.length },
    hasLabel,
    views: joint.map((one) => featureView(one, task)),
    ...(score && { score }),
    outputs: [SCORE],
    features: compared.map(([feature, comparison]) => resultOf(feature, comparison)),
    covariate: judgeCovariate(inputs(reference), inputs(current)),
    segments,
    minRows: 30,
  });
  const extra: Partial<CheckResult> = { ...(world.window && { window_name: world.window }), ...found };
  return outcomeOf(model, compared, extra);
}

function isHigh([, , third = 0]: readonly number[]): boolean {
  return third > 0.5;
}

/** Of one input, or of the score where it is the last. */
function profileOf(rows: readonly Drawn[], place: number, width: number, task: Task): Profile {
  const grid =
    place === width && task === 'classification'
      ? gridAt(0.1, 0.16, 0.21, 0.26, 0.32, 0.38, 0.45, 0.54, 0.68)
      : gridAt(...EDGES);
  const pairs = rows.map(
    (row, index) => [place === width ? row.score : (row.inputs[place] ?? NaN), index] as const,
  );
  return jointProfile(grid, pairs, (_, index) => {
    const { score = NaN, label = NaN } = rows[index] ?? {};
    return task === 'regression' ? regressionRow(score, label, 0) : classificationRow(score, label, 0.5);
  });
}
