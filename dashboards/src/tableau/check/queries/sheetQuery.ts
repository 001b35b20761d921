/** Where a sheet uses a result: a shelf, an encoding such as `color`, or a line across the marks. */
export type Place = 'rows' | 'columns' | 'reference-line' | (string & {});

/** What a query gives for one pill. */
export interface ResultColumn {
  /** Its name in the result. */
  readonly key: string;
  /** `[data source].[pill]`, as the sheet has it. */
  readonly pill: string;
  readonly caption: string;
  /** The column that the pill is made from, without brackets. */
  readonly field: string;
  /** In Tableau's words, such as `Week-Trunc`. */
  readonly derivation: string;
  /** Dimensions split marks; measures are one value a mark. */
  readonly kind: 'dimension' | 'measure';
  /** Headers and not an axis. */
  readonly discrete: boolean;
  readonly datatype: string;
  readonly at: readonly Place[];
}

/** Rows are in this order already: headers as they are sorted, outer ones first. */
export interface ResultSort {
  readonly key: string;
  readonly descending: boolean;
}

/** A sheet as a query: a row a mark. */
export interface SheetQuery {
  readonly sheet: string;
  /** Name of its data source. */
  readonly source: string;
  /** Schema and table, quoted. */
  readonly relation: string;
  readonly sql: string;
  readonly parameters: readonly unknown[];
  readonly columns: readonly ResultColumn[];
  readonly sorts: readonly ResultSort[];
}

/** What is asked besides what the sheet draws. */
export interface QueryOptions {
  /** Aggregates by the name of their column in the result, over `t`. */
  readonly extras?: Readonly<Record<string, string>>;
  /** Columns that a reader has narrowed to one value, by name, such as a model on a card. */
  readonly only?: Readonly<Record<string, string>>;
}
