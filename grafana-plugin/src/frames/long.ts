import { type DataFrame, type Field, FieldType } from '@grafana/data';
import { IDENTITY, identifies, identityName } from './identity';
import { type NamedRole, type Role, roleOf, unnamedRole } from './role';
import type { Series } from './series';
import { isNumber, seriesOf } from './seriesOf';
import { timeField } from './times';

/** When a reference came into use, as the store's views name it. */
const PROMOTIONS = ['promoted_at', 'reference_promoted_at', 'time', 'Time'];
/** What stands beside a score, and never for one. */
const COMPANIONS: readonly Role[] = [
  'noise_floor',
  'reference_variation',
  'threshold',
  'severity',
  'detected',
  'inconclusive',
  'rows',
  'missing_ratio',
  'unseen_ratio',
  'out_of_range_ratio',
];

/** Whether the frame names its rows in text columns. */
export function isLong(frame: DataFrame): boolean {
  return namesOf(frame).length > 0;
}

/** The series of a long table: a row names what it is about in its texts. */
export function fromLong(frame: DataFrame): Series[] {
  const names = namesOf(frame);
  const metrics = names.find(({ name }) => name === '__name__');
  const identity = identityOf(names, frame);
  if (metrics === undefined && isOfReferences(identity)) {
    return references(frame, identity);
  }
  const time = timeField(frame);
  const unnamed = unnamedRole(frame.fields.map(({ name }) => name));
  const all = Array.from({ length: frame.length }, (_, row) => row);
  return Array.from(
    groupBy(all, (row) => textAt(metrics, row)),
    ([metric, rows]) => {
      const groupings = new Map<string, Map<string, number[]>>();
      return numbersOf(frame).flatMap(({ field, role }) => {
        const known = roleOf(metric) ?? role ?? roleOf(frame.refId) ?? unnamed;
        const own = identity.filter(({ name }) => identifies(name, known.role));
        // most columns share their identity: grouping is the slow part
        const signature = own.map(({ name }) => name).join();
        const groups = groupings.get(signature) ?? groupBy(rows, keyOf(own));
        groupings.set(signature, groups);
        return Array.from(groups.values(), (group) => {
          const [row = 0] = group;
          const labels = Object.fromEntries(own.map(({ name, column }) => [name, textAt(column, row)]));
          return seriesOf(known, labels, field, time, group, metric === '' ? undefined : metric);
        });
      });
    }
  ).flat();
}

interface NameColumn {
  readonly name: string;
  readonly column: Field;
}

function namesOf(frame: DataFrame): Field[] {
  const time = timeField(frame);
  return frame.fields.filter(
    (field) => field.type === FieldType.string && field !== time && Object.keys(field.labels ?? {}).length === 0
  );
}

/** The columns by which rows are told apart; a table that calls no column `feature` has it in its first other text. */
function identityOf(names: readonly Field[], frame: DataFrame): NameColumn[] {
  const columns = names.map((column) => ({ name: identityName(column.name), column }));
  const identity = columns.filter(({ name, column }) => IDENTITY.includes(name) && !isVerdict(column, frame));
  if (identity.some(({ name }) => name === 'feature') || isOfReferences(identity)) {
    return identity;
  }
  const [first] = columns.filter(
    ({ name, column }) => name !== '__name__' && !IDENTITY.includes(name) && !isVerdict(column, frame)
  );
  return first ? [...identity, { ...first, name: 'feature' }] : identity;
}

/** Versions of a reference alone: neither a feature's nor a window's. */
function isOfReferences(identity: readonly NameColumn[]): boolean {
  const names = identity.map(({ name }) => name);
  return names.includes('version') && !names.includes('feature') && !names.includes('window');
}

/** `severity` names a threshold in Prometheus; beside a score, it is the verdict, which changes over time. */
function isVerdict({ name }: Field, { fields }: DataFrame): boolean {
  return name === 'severity' && fields.some((field) => field.name === 'severity_order');
}

/** One of each row of a list of references: a promotion. Its numbers (how many rows, whether in use) are not about scores. */
function references(frame: DataFrame, identity: readonly NameColumn[]): Series[] {
  const time = timeField(frame, PROMOTIONS);
  if (!time) {
    return [];
  }
  const own = identity.filter(({ name }) => name === 'model' || name === 'version');
  const rows = Array.from({ length: frame.length }, (_, row) => row);
  return Array.from(groupBy(rows, keyOf(own)).values(), (group) => {
    const [row = 0] = group;
    const labels = Object.fromEntries(own.map(({ name, column }) => [name, textAt(column, row)]));
    const promoted = seriesOf({ role: 'reference' }, { ...labels, feature: '' }, time, time, group);
    return { ...promoted, values: promoted.times.map(() => 1) };
  }).filter(({ times }) => times.some((each) => Number.isFinite(each)));
}

/** The number columns that have a role by their name, and the score beside them; the first one where none has. */
function numbersOf(frame: DataFrame): Array<{ field: Field; role: NamedRole | undefined }> {
  const numbers = frame.fields.filter(isNumber).map((field) => ({ field, role: roleOf(field.name) }));
  const known = numbers.filter(({ role }) => role !== undefined);
  const other = numbers.find(({ role }) => role === undefined);
  const isAlone =
    other !== undefined && known.every(({ role }) => role !== undefined && COMPANIONS.includes(role.role));
  return isAlone ? [other, ...known] : known;
}

function keyOf(columns: readonly NameColumn[]): (row: number) => string {
  return (row) => JSON.stringify(columns.map(({ column }) => textAt(column, row)));
}

function textAt(field: Field | undefined, row: number): string {
  return String(field?.values[row] ?? '');
}

function groupBy(rows: readonly number[], key: (row: number) => string): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const row of rows) {
    const name = key(row);
    const group = groups.get(name);
    if (group) {
      group.push(row);
    } else {
      groups.set(name, [row]);
    }
  }
  return groups;
}
