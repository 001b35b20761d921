import type { OutcomePlan } from '../check/beyond/outcomePlan.js';
import {
  featureOutcomes,
  scoreOutcomes,
  type OutcomeField,
  type OutcomeName,
  type Task,
} from '../profile/outcome.js';
import { rowOutcomes, type RowOutcome } from '../profile/rowOutcomes.js';
import { nameOf, ownValue, type Row } from './rowValues.js';

type Reject = (reason: string, field: string) => void;

/** The names of what is summed in the cells of a feature of a model's rows. */
export function jointNames(outcome: OutcomePlan | undefined, feature: string): string[] {
  if (outcome === undefined) return [];
  const { definition, score } = outcome;
  return (feature === score ? scoreOutcomes : featureOutcomes)(definition).map(({ name }) => name);
}

/** Reads a model's prediction and label in rows that are sent, and tells their numbers. */
export class OutcomeReader {
  /** All that is summed in any cell: of a feature other than the prediction, the first ones. */
  readonly names: readonly OutcomeName[];
  /** The fields that it reads. */
  readonly known: readonly string[];
  readonly task: Task;
  readonly #fields: readonly (OutcomeField | undefined)[];
  readonly #numbers = [Number.NaN, Number.NaN, Number.NaN];
  readonly #told: ReturnType<typeof rowOutcomes>;

  constructor({ definition, score }: OutcomePlan) {
    const { prediction, label, decision } = definition.fields ?? {};
    this.#fields = [prediction, label, decision];
    this.task = definition.task;
    this.known = this.#fields.flatMap((field) => (field === undefined ? [] : [field.name]));
    const columns = (score === undefined ? featureOutcomes : scoreOutcomes)(definition);
    this.names = columns.map(({ name }) => name as OutcomeName);
    this.#told = rowOutcomes(definition);
  }

  /** Good until the next call. @returns undefined where a value is of a wrong type; `reject` was told so */
  read(row: Row, reject: Reject): RowOutcome | undefined {
    for (let index = 0; index < 3; index++) {
      const field = this.#fields[index];
      if (field === undefined) continue;
      const number = numberOf(ownValue(row, field.name), field);
      if (typeof number === 'string') {
        reject(number, field.name);
        return undefined;
      }
      this.#numbers[index] = number;
    }
    const [prediction, label, decision] = this.#numbers as [number, number, number];
    return this.#told(prediction, label, this.#fields[2] === undefined ? undefined : decision);
  }
}

/** NaN where there is none, or why it cannot be read. */
function numberOf(value: unknown, field: OutcomeField): number | string {
  if (value === undefined || value === null) return Number.NaN;
  switch (field.reads) {
    case 'number':
      return typeof value === 'number' ? value : `expected a number, got ${nameOf(value)}`;
    case 'flag':
      return typeof value === 'boolean'
        ? Number(value === field.positive)
        : `expected a flag, got ${nameOf(value)}`;
    case 'class':
      if (typeof field.positive === 'number') {
        return typeof value === 'number'
          ? Number(value === field.positive)
          : `expected a number, got ${nameOf(value)}`;
      }
      return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? Number(String(value) === field.positive)
        : `expected text, a number or a flag, got ${nameOf(value)}`;
  }
}
