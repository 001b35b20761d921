import type { Pill } from '../description/pill.js';
import type { DataSource, Parameter } from '../description/workbook.js';
import { captionOf } from './captions.js';
import type { Catalogue } from './catalogue.js';
import { columnRole, columnType, numberFormat, type ColumnRole, type ColumnType } from './columnTypes.js';
import { calculationId, connectionId } from './ids.js';
import { pillName, type PillName } from './pillNames.js';
import { element, type Node } from './xml.js';

/** A field of a data source: a column of its view, or a calculation. */
export interface Field extends ColumnRole {
  /** As sheets call it. */
  readonly key: string;
  /** As Tableau does, without brackets. */
  readonly name: string;
  readonly caption: string;
  readonly local: ColumnType['local'];
  readonly format: string | undefined;
  readonly comment: string;
  /** Of calculations, with the names that Tableau knows. */
  readonly formula?: string;
  /** Of columns. */
  readonly remote?: ColumnType & { readonly ordinal: number };
}

const LOCAL_TYPES = { text: 'string', number: 'real', boolean: 'boolean', day: 'date' } as const;

/** Every field of one data source, and how sheets refer to them. */
export class FieldBook {
  readonly id: string;
  readonly fields: readonly Field[];
  readonly #byKey: ReadonlyMap<string, Field>;

  constructor(
    readonly source: DataSource,
    catalogue: Catalogue,
    readonly parameters: readonly Parameter[],
  ) {
    this.id = `federated.${connectionId('datasource', source.view)}`;
    const columns = catalogue.get(source.view)?.columns ?? [];
    this.fields = [
      ...columns.flatMap(({ name, type, comment }, index): Field[] => {
        const remote = columnType(type);
        if (remote === undefined) return [];
        const format = numberFormat(name, remote);
        const role = columnRole(name, remote);
        const ordinal = index + 1;
        return [
          {
            key: name,
            name,
            caption: captionOf(name),
            local: remote.local,
            format,
            comment,
            ...role,
            remote: { ...remote, ordinal },
          },
        ];
      }),
      ...source.calculations.map(({ name, title, type, formula, aggregates }): Field => {
        const local = LOCAL_TYPES[type];
        const measure = aggregates || type === 'number';
        return {
          key: name,
          name: `Calculation_${calculationId(source.view, name)}`,
          caption: title,
          local,
          format:
            type === 'number'
              ? numberFormat(name, { local: 'real', remote: 5, aggregation: 'Sum' })
              : undefined,
          comment: '',
          role: measure ? 'measure' : 'dimension',
          type: type === 'number' ? 'quantitative' : type === 'day' ? 'ordinal' : 'nominal',
          formula: this.#formula(formula),
        };
      }),
    ];
    this.#byKey = new Map(this.fields.map((field) => [field.key, field]));
  }

  /** Of a column or a calculation that is there. */
  field(key: string): Field {
    const found = this.#byKey.get(key);
    if (found === undefined)
      throw new Error(`${this.source.view} has no column ${key} that Tableau can read`);
    return found;
  }

  pill(pill: Pill): PillName {
    const { name, local } = this.field(pill.field);
    return pillName(pill, name, local === 'string' || local === 'boolean');
  }

  /** `[federated.…].[avg:psi:qk]` */
  reference(pill: Pill): string {
    return `[${this.id}].${this.pill(pill).name}`;
  }

  columnInstance(pill: Pill): Node {
    const { derivation, name, type } = this.pill(pill);
    return element('column-instance', {
      column: `[${this.field(pill.field).name}]`,
      derivation,
      name,
      pivot: 'key',
      type,
    });
  }

  /** The parameters that a formula reads. */
  parametersOf({ formula = '' }: Field): Parameter[] {
    return this.parameters.filter((parameter) =>
      formula.includes(`[Parameters].[${parameterName(parameter)}]`),
    );
  }

  #formula(text: string): string {
    return this.parameters.reduce(
      (formula, parameter) =>
        formula.replaceAll(`[Parameters].[${parameter.name}]`, `[Parameters].[${parameterName(parameter)}]`),
      text,
    );
  }
}

/** As Tableau names parameters, without brackets. */
export function parameterName({ name }: Pick<Parameter, 'name'>): string {
  return `Parameter ${name}`;
}

/** A field as a data source or a sheet declares it. */
export function columnNode(
  { name, caption, local, role, type, format, comment, formula }: Field,
  withComment: boolean,
): Node {
  return element(
    'column',
    { caption, datatype: local, 'default-format': format, name: `[${name}]`, role, type },
    ...(formula === undefined ? [] : [element('calculation', { class: 'tableau', formula })]),
    ...(withComment && comment !== ''
      ? [element('desc', {}, element('formatted-text', {}, element('run', {}, comment)))]
      : []),
  );
}
