import type { ModelConfig, RowAction } from '../../config/schema.js';
import type { Reference } from '../../profile/reference.js';
import { timeColumnOf, type Shape } from '../shape.js';
import type { TargetColumn } from '../targets/target.js';
import { allowed, check, longest, matches, range, required } from './conditions.js';
import type { RowRule } from './rowRule.js';

/** What rules are made from. */
export interface RuleSources {
  readonly model: ModelConfig;
  readonly shape: Shape;
  readonly target: readonly TargetColumn[] | undefined;
  readonly reference: Reference | undefined;
  /** Whether lines that are no rows may be among the staged rows. */
  readonly lines: boolean;
}

/**
 * The rules that each row is held against, in the order in which a refused row's reason is told: what cannot be written at all, the
 * configured rules, and what the reference has taught. A configured check of a column takes the place of the learned one.
 */
export function rowRules({ model, shape, target, reference, lines }: RuleSources): RowRule[] {
  const rules: RowRule[] = [
    {
      kind: 'malformed',
      column: '',
      expected: 'as many fields as the header, or a JSON object',
      action: 'refuse',
      ...(lines ? { fails: '__line IS NOT NULL' } : {}),
    },
  ];
  const configured = model.ingest?.rules ?? [];
  const needed = new Set([
    ...(target ?? []).flatMap(({ name, required: isRequired }) => (isRequired ? [name] : [])),
    ...(model.ingest?.key ?? []),
  ]);
  const settled = new Set([
    ...Array.from(needed, (name) => `required ${name}`),
    ...configured.flatMap(({ column, ...checks }) =>
      Object.entries(checks).flatMap(([kind, value]) => (value === undefined ? [] : [`${kind} ${column}`])),
    ),
  ]);
  let lists = 0;
  for (const { name, type, broken } of shape.columns) {
    const add = (action: RowAction, condition: Omit<RowRule, 'column' | 'action'>): void =>
      void rules.push({ ...condition, column: name, action });
    add('refuse', {
      kind: 'type',
      expected: inWords(type),
      ...(broken === undefined ? {} : { fails: broken }),
    });
    const column = target?.find((candidate) => candidate.name === name);
    if (needed.has(name)) add('refuse', required(name, type, broken));
    if (column?.pattern !== undefined)
      add('refuse', { ...matches(name, column.pattern), kind: 'type', expected: 'a number' });
    if (column?.maxLength !== undefined) add('refuse', longest(name, column.maxLength));
    if (column?.allowed !== undefined) add('refuse', allowed(name, column.allowed, lists++));
    for (const rule of configured.filter((candidate) => candidate.column === name)) {
      const action = rule.on_failure;
      if (rule.required === true) add(action, required(name, type, broken));
      if (rule.range !== undefined) add(action, range(name, type, rule.range));
      if (rule.allowed !== undefined) add(action, allowed(name, rule.allowed, lists++));
      if (rule.matches !== undefined) add(action, matches(name, rule.matches));
    }
  }
  for (const { check: condition, name = '', on_failure: action } of configured) {
    if (condition !== undefined) rules.push({ ...check(condition), column: name, action });
  }
  rules.push(...learnedRules({ model, shape, target, reference, lines }, settled, lists));
  rules.push(...uniqueRules(model));
  rules.push({ kind: 'database', column: '', expected: 'what the database takes', action: 'refuse' });
  return rules;
}

function uniqueRules(model: ModelConfig): RowRule[] {
  const { key, rules = [] } = model.ingest ?? {};
  return [
    ...(key === undefined
      ? []
      : [
          {
            kind: 'unique' as const,
            column: key.join(', '),
            expected: 'a key that no other row has',
            action: 'refuse' as const,
            unique: key,
          },
        ]),
    ...rules.flatMap(({ column, unique, on_failure: action }): RowRule[] =>
      column !== undefined && unique === true
        ? [
            {
              kind: 'unique',
              column,
              expected: 'a value that no other row of the file has',
              action,
              unique: [column],
            },
          ]
        : [],
    ),
  ];
}

/** What holds for every row of the reference: a value where none is missing, its range, its categories. */
function learnedRules(
  { model, shape, reference }: RuleSources,
  settled: ReadonlySet<string>,
  lists: number,
): RowRule[] {
  const action = model.ingest?.learned ?? 'flag';
  if (action === 'off') return [];
  const rules: RowRule[] = [];
  for (const { feature, profile } of reference?.features ?? []) {
    const { name } = feature;
    const column = shape.columns.find((candidate) => candidate.name === name);
    if (column === undefined || profile.rows === 0) continue;
    const { type, broken } = column;
    const add = (condition: Omit<RowRule, 'column' | 'action'>): void => {
      if (!settled.has(`${condition.kind} ${name}`)) rules.push({ ...condition, column: name, action });
    };
    if (profile.missing === 0) add(required(name, type, broken));
    const { grid } = profile;
    if (grid.kind === 'numeric') {
      if (Number.isFinite(grid.minimum) && Number.isFinite(grid.maximum))
        add(range(name, type, [grid.minimum, grid.maximum]));
    } else if (grid.complete && grid.categories.length > 0) {
      add(allowed(name, [...grid.categories, ...grid.others], lists++));
    }
  }
  const time = timeColumnOf(model);
  const column = shape.columns.find(({ name }) => name === time);
  if (column !== undefined && !settled.has(`required ${time}`)) {
    rules.push({ ...required(column.name, column.type, column.broken), column: column.name, action });
  }
  return rules;
}

function inWords(type: string): string {
  if (/INT/.test(type)) return 'a whole number';
  if (/^(DOUBLE|FLOAT|DECIMAL)/.test(type)) return 'a number';
  if (/^TIMESTAMP/.test(type)) return 'a time, such as 2024-07-01T00:00:00Z';
  return type === 'VARCHAR' ? 'text' : `a ${type.toLowerCase()}`;
}
