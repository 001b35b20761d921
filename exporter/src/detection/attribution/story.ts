import type { Task } from '../../profile/outcome.js';
import { cellWeight, type ConceptChange } from './conceptChange.js';
import type { Decomposition } from './decomposition.js';
import type { ToldSegment } from './segmentSearch.js';
import type { Share } from './shares.js';
import { amount, list, percentage, risen, signed, value } from './storyWords.js';

/** All that is known of one window beyond its features one by one; what is absent is not spoken of. */
export interface StoryInput {
  readonly task: Task;
  /** Rows of the window. */
  readonly rows: number;
  /** Whether the model has a label at all. */
  readonly hasLabel: boolean;
  readonly performance?: StoryPerformance;
  /** The label, seen through the prediction, or through `feature` of a model without one. */
  readonly label?: StoryOutcome & { readonly feature?: string };
  /** The prediction, seen through any feature. */
  readonly prediction?: StoryOutcome;
  /** Of the change of the mean prediction, by `predictionAttribution`. */
  readonly predictionShares?: readonly Share[];
  /** Of features and the label, each beside its `usualSpread` where that is known. */
  readonly concepts?: readonly StoryConcept[];
  /** By `driftAttribution`, of a window in which a feature has drifted. */
  readonly drift?: readonly Share[];
  readonly segments?: readonly ToldSegment[];
  /** Whether labels came that are none of the classes, and no others. */
  readonly areLabelsOdd?: boolean;
  /** A sentence on the inputs together. */
  readonly joint?: string | undefined;
}

export interface StoryConcept {
  readonly feature: string;
  readonly change: ConceptChange;
  readonly usual?: number | undefined;
}

export interface StoryPerformance {
  /** Such as `ROC AUC`. */
  readonly name: string;
  readonly reference: number;
  readonly current: number;
  /** Parts of the change, as of `aucParts`. */
  readonly covariate?: number;
  readonly concept?: number;
  /** Standard deviation of the change by chance; where it is not known, any change is told. */
  readonly error?: number;
}

export interface StoryOutcome {
  readonly parts: Decomposition;
  /** Rows that have the outcome. */
  readonly rows: { readonly reference: number; readonly current: number };
}

/** So many deviations of chance, or so large a p-value, make a change worth a sentence. */
const CERTAIN_Z = 3.3;
const CERTAIN_P = 0.001;
/** Smaller changes than a fifth of a point, and smaller differences between cells than one, are not told. */
const LEAST_CHANGE = 0.002;
const LEAST_SPREAD = 0.01;
/** So many times the change that is usual within the reference is one to tell. */
const BEYOND_USUAL = 1.5;
/** Features with less of the drift are not named. */
const LEAST_SHARE = 0.05;
/** Without the one on the inputs together. */
const MOST_SENTENCES = 5;

/**
 * What happened in a window, in one to six sentences for a person: how much worse the model is, why the label rate moved, which relation
 * has changed, which inputs have drifted, where, and how they have together. Only what is beyond chance is told, and what cannot be known is said.
 */
export function story(input: StoryInput): string[] {
  const sentences = [
    performanceSentence(input),
    labelSentence(input),
    conceptSentence(input),
    driftSentence(input),
    segmentSentence(input),
  ].filter((sentence) => sentence !== undefined);
  const told = [...sentences.slice(0, MOST_SENTENCES), ...(input.joint === undefined ? [] : [input.joint])];
  if (told.length > 0) return told;
  return ['Neither the inputs nor what the model makes of them has changed beyond chance.'];
}

function performanceSentence({ performance }: StoryInput): string | undefined {
  if (performance === undefined) return undefined;
  const { name, reference, current, covariate, concept, error = 0 } = performance;
  const change = current - reference;
  if (Math.abs(change) <= CERTAIN_Z * error) {
    const near = `${value(current, error)} against ${value(reference, error)}`;
    return `${name} is as it was in the reference within chance (${near}).`;
  }
  // a digit more of a large change, since a part may be much smaller
  const digits = Math.abs(change) >= 0.1 ? change / 10 : change;
  const sides = `from ${value(reference, digits)} to ${value(current, digits)}`;
  if (covariate === undefined || concept === undefined) return `${name} ${risen(change)} ${sides}.`;
  const parts =
    `${signed(covariate, digits)} because the scores are distributed otherwise, and ` +
    `${signed(concept, digits)} because a score no longer means the label rate that it meant`;
  return `${name} ${risen(change)} ${sides}: ${parts}.`;
}

function labelSentence(input: StoryInput): string | undefined {
  const { label, prediction, task, rows, hasLabel } = input;
  if (!hasLabel) return predictionSentence(input);
  if (label === undefined || label.rows.current === 0) {
    const labels = input.areLabelsOdd === true ? 'No label is of either class' : 'No label has come yet';
    const unknown = `${labels}, so whether the model is still right cannot be told`;
    const moved = predictionSentence(input);
    return moved === undefined ? `${unknown}.` : `${unknown}. ${moved}`;
  }
  const partly =
    label.rows.current < rows / 2
      ? ` (${percentage(label.rows.current / rows)} of the rows have a label)`
      : '';
  const { parts } = label;
  const name = task === 'classification' ? 'label rate' : 'mean label';
  const sides =
    task === 'classification'
      ? `${percentage(parts.reference)} to ${percentage(parts.current)}`
      : `${value(parts.reference, parts.change)} to ${value(parts.current, parts.change)}`;
  const rest = parts.concept + parts.interaction;
  const largest = Math.max(Math.abs(parts.change), Math.abs(parts.covariate), Math.abs(rest));
  const size = (part: number): string => amount(part, task, largest);
  const hasMoved = isCertain(label, task);
  if (!hasMoved && !isCertain(label, task, rest)) {
    return partly === '' ? undefined : `The ${name} has not moved beyond chance${partly}.`;
  }
  const moved = hasMoved
    ? `The ${name} ${risen(parts.change)} by ${amount(Math.abs(parts.change), task, parts.change, false)} (${sides})${partly}`
    : `The ${name} is as it was within chance (${sides})${partly}`;
  if (label.feature !== undefined) {
    return `${moved}: ${size(parts.covariate)} with the values of \`${label.feature}\`, ${size(rest)} at equal values of it.`;
  }
  const against =
    prediction !== undefined && prediction.parts.change * parts.change < 0 && isCertain(prediction, task);
  const [more, less] = task === 'classification' ? ['more positive', 'fewer positive'] : ['higher', 'lower'];
  const follows = prediction !== undefined && prediction.parts.change * parts.covariate > 0;
  const opposite = against ? `, while the mean prediction ${risen(prediction.parts.change)}` : '';
  return (
    `${moved}${opposite}: ${size(parts.covariate)} as the model expected of its inputs${follows ? because(input) : ''}, ` +
    `${size(rest)} because the same scores now go with ${rest < 0 ? less : more} labels.`
  );
}

function predictionSentence(input: StoryInput): string | undefined {
  const { prediction, task } = input;
  if (prediction === undefined || !isCertain(prediction, task)) return undefined;
  const { change, reference, current } = prediction.parts;
  return `The mean prediction ${risen(change)} from ${value(reference, change)} to ${value(current, change)}${because(input)}.`;
}

function because({ predictionShares = [] }: StoryInput): string {
  const named = predictionShares.filter(({ share }) => share >= 0.1).slice(0, 2);
  return named.length === 0
    ? ''
    : ` (one by one, mostly ${list(named.map(({ feature }) => `\`${feature}\``))})`;
}

function conceptSentence({ concepts = [] }: StoryInput): string | undefined {
  const told = concepts.filter(({ change: { uneven, spread = 0 }, usual = 0 }) => {
    const isCertain = (uneven?.p_value ?? 1) <= CERTAIN_P;
    return isCertain && spread >= LEAST_SPREAD && spread >= BEYOND_USUAL * usual;
  });
  const known = told.filter(({ usual }) => usual !== undefined);
  const [most] = (known.length > 0 ? known : told).sort((a, b) => surplusOf(b) - surplusOf(a));
  if (most === undefined) return undefined;
  const { feature, change, usual } = most;
  const all = change.cells.reduce((sum, { rows }) => sum + cellWeight(rows), 0);
  const weighted = change.cells
    .map((cell) => ({ ...cell, weight: cellWeight(cell.rows) / all }))
    .map((cell) => ({ ...cell, force: cell.weight * cell.change }));
  const overall = weighted.reduce((sum, { force }) => sum + force, 0);
  const surplus = ({ weight, change: own }: (typeof weighted)[number]): number =>
    weight * (own - overall) ** 2;
  const [first] = weighted.sort((a, b) => surplus(b) - surplus(a));
  if (first === undefined) return undefined;
  const other = weighted.find((cell) => (cell.change - overall) * (first.change - overall) < 0);
  const cells = [first, ...(other === undefined ? [] : [other])].map(
    ({ cell, mean }) =>
      `${percentage(mean.reference)} → ${percentage(mean.current)} where it is ${cell.text}`,
  );
  const how =
    usual === undefined ? ', if rows are independent' : ' beyond what is usual within the reference';
  return `The relation of \`${feature}\` and the label has changed most${how}: the label rate went ${cells.join(', and ')}.`;
}

/** Against what is usual, by the ratio, since the usual spread of some features is large. */
function surplusOf({ change: { spread = 0 }, usual }: StoryConcept): number {
  return usual === undefined ? spread : spread / Math.max(usual, LEAST_SPREAD);
}

function driftSentence({ drift = [] }: StoryInput): string | undefined {
  const named = drift.filter(({ share }) => share >= LEAST_SHARE).slice(0, 3);
  const [first, ...others] = named.map(
    ({ feature, share }) => [`\`${feature}\``, percentage(share)] as const,
  );
  if (first === undefined) return undefined;
  const rest = list(others.map(([feature, share]) => `${feature} (${share})`));
  return `Of the inputs ${first[0]} has drifted most (${first[1]} of the drift)${rest === '' ? '' : `, then ${rest}`}.`;
}

function segmentSentence({ segments = [] }: StoryInput): string | undefined {
  const [first] = segments;
  return first === undefined ? undefined : `${first.sentence}.`;
}

/** Of zeros and ones the variance follows from the mean, which bounds that of any score between them. */
function isCertain({ parts, rows }: StoryOutcome, task: Task, part = parts.change): boolean {
  if (task !== 'classification') return part !== 0;
  const chance =
    (parts.reference * (1 - parts.reference)) / rows.reference +
    (parts.current * (1 - parts.current)) / rows.current;
  return Math.abs(part) >= Math.max(LEAST_CHANGE, CERTAIN_Z * Math.sqrt(Math.max(0, chance)));
}
