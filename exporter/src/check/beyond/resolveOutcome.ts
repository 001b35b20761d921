import type { OutcomeDefinition, OutcomeField, OutcomeFields, Task } from '../../profile/outcome.js';
import type { Column, NumericSummary, Selection, Source } from '../../sources/source.js';
import { quoteIdentifier, quoteText, valueOf } from '../../sources/sql.js';
import type { WantedFeature } from '../plan.js';
import type { OutcomeWish } from './outcomeWish.js';

/** What a reference's own labels tell. */
export interface KnownLabels {
  readonly task: Task;
  readonly center: number;
}

/**
 * Turns the names of prediction and label into SQL of numbers. A column that is not there, or whose type tells no class, is
 * left out with a warning: the features are checked all the same.
 * @param known of a reference that was counted before; else the labels of `reference` are looked at
 * @returns undefined where neither prediction nor label can be used
 */
export async function resolveOutcome(
  source: Source,
  reference: Selection,
  columns: readonly Column[],
  wish: OutcomeWish,
  features: readonly WantedFeature[] = [],
  known?: KnownLabels,
): Promise<{ readonly definition?: OutcomeDefinition; readonly warnings: readonly string[] }> {
  const warnings: string[] = [];
  if (!source.capabilities.joint) {
    const warning = `source ${source.name} keeps no sums of labels, so neither performance nor concept drift is told`;
    return { warnings: wish.label === undefined ? [] : [warning] };
  }
  const column = (name: string, purpose: string): Column | undefined => {
    const found = columns.find((candidate) => candidate.name === name);
    if (found === undefined)
      warnings.push(`there is no column ${JSON.stringify(name)} ${purpose}; check its name`);
    return found;
  };
  const fields: Record<string, OutcomeField> = {};
  const numberOf = (found: Column, role: keyof OutcomeFields): string | undefined => {
    const field = fieldOf(found, wish, role, warnings);
    if (field !== undefined) fields[role] = field;
    return field && sqlOf(field);
  };
  const labelColumn = wish.label === undefined ? undefined : column(wish.label, 'for the label');
  const label = labelColumn && numberOf(labelColumn, 'label');
  const isLabelItself = wish.prediction !== undefined && wish.prediction === wish.label;
  if (isLabelItself) {
    warnings.push(
      `column ${JSON.stringify(wish.label)} is named as both the prediction and the label; it is the label`,
    );
  }
  const prediction = predictionOf(
    isLabelItself ? { ...wish, prediction: undefined } : wish,
    features,
    (name) => {
      const found = column(name, 'for the prediction');
      return found && numberOf(found, 'prediction');
    },
  );
  const decided = wish.decision === undefined ? undefined : column(wish.decision, 'for the decision');
  const decision = decided && numberOf(decided, 'decision');
  if (label === undefined && prediction === undefined) return { warnings };
  const labels = known ?? (await labelsOf(source, reference, labelColumn, label, wish));
  return {
    warnings,
    definition: {
      ...labels,
      decisionThreshold: wish.decisionThreshold,
      ...(label === undefined ? {} : { label }),
      ...(prediction === undefined ? {} : { prediction }),
      ...(decision === undefined ? {} : { decision }),
      fields,
    },
  };
}

function predictionOf(
  wish: { readonly prediction?: string | undefined },
  features: readonly WantedFeature[],
  columnAsNumber: (name: string) => string | undefined,
): string | undefined {
  if (wish.prediction === undefined) return undefined;
  const expressed = features.find(({ name, expression }) => name === wish.prediction && expression);
  return expressed === undefined
    ? columnAsNumber(wish.prediction)
    : valueOf({ ...expressed, kind: 'numeric' });
}

/** How a column is read as a number; undefined, with a warning, where its type does not tell. */
function fieldOf(
  { name, kind, type }: Column,
  { positive }: OutcomeWish,
  role: keyof OutcomeFields,
  warnings: string[],
): OutcomeField | undefined {
  if (/^bool/i.test(type)) {
    const flag = flagOf(positive);
    if (flag !== undefined) return { name, reads: 'flag', positive: flag };
    const said = `is true or false, but positive_label is ${JSON.stringify(positive)}`;
    warnings.push(`the ${role} ${JSON.stringify(name)} ${said}; it is left out`);
    return undefined;
  }
  if (kind === 'numeric') {
    if (positive === undefined || role === 'prediction') return { name, reads: 'number' };
    if (Number.isFinite(Number(positive))) return { name, reads: 'class', positive: Number(positive) };
  }
  if (kind === 'categorical' && positive !== undefined) return { name, reads: 'class', positive };
  const advice =
    kind === 'numeric'
      ? `is numeric, but positive_label is ${JSON.stringify(positive)}`
      : `is of type ${type}: say with positive_label which value is the positive class`;
  warnings.push(`the ${role} ${JSON.stringify(name)} ${advice}; it is left out`);
  return undefined;
}

/** Which flag is the positive class, in the words that text files have for both; undefined where it is neither. */
function flagOf(positive = 'true'): boolean | undefined {
  const word = positive.toLowerCase();
  if (['true', 't', 'yes', 'y', '1'].includes(word)) return true;
  return ['false', 'f', 'no', 'n', '0'].includes(word) ? false : undefined;
}

/** SQL of the number, NULL where there is none. */
function sqlOf(field: OutcomeField): string {
  const value = quoteIdentifier(field.name);
  switch (field.reads) {
    case 'number':
      return value;
    case 'flag': {
      const [one, zero] = field.positive ? [1, 0] : [0, 1];
      return `CASE WHEN ${value} THEN ${one} WHEN NOT ${value} THEN ${zero} END`;
    }
    case 'class': {
      const { positive } = field;
      const literal = typeof positive === 'number' ? String(positive) : quoteText(positive);
      return `CASE WHEN ${value} = ${literal} THEN 1 WHEN ${value} IS NOT NULL THEN 0 END`;
    }
  }
}

/** Two classes where labels are true and false, 1 and 0, or a named class and the others; else numbers. */
async function labelsOf(
  source: Source,
  reference: Selection,
  column: Column | undefined,
  label: string | undefined,
  { task, positive }: OutcomeWish,
): Promise<KnownLabels> {
  // a prediction by itself is a number, whatever it stands for
  if (column === undefined || label === undefined) return { task: task ?? 'regression', center: 0 };
  const isClass = task === 'classification' || positive !== undefined || /^bool/i.test(column.type);
  if (isClass) return { task: 'classification', center: 0 };
  const [summary] = await source.summarise(reference, [{ name: column.name, kind: 'numeric' }]);
  const { distinct, mean } = summary as NumericSummary;
  const inferred = distinct?.every((value) => value === 0 || value === 1) ? 'classification' : 'regression';
  return { task: task ?? inferred, center: Number.isFinite(mean) ? mean : 0 };
}
