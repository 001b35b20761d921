import type { Link } from './link.js';
import type { Scale } from './scale.js';

/** What one mark of a sheet stands for: a row of a table, a line, a cell. */
export type Dimension =
  | 'model'
  | 'feature'
  | 'window'
  | 'segment'
  | 'severity'
  | 'time'
  | 'stage'
  | 'source'
  | 'alert'
  | 'exporter'
  | 'statistic'
  | 'outcome'
  | 'value';

export type Unit =
  | 'count'
  | 'score'
  | 'ratio'
  /** A score or a p-value, which is told in words where it is next to nothing. */
  | 'statistic'
  | 'seconds'
  | 'rows per second'
  | 'requests per second'
  | 'bytes'
  | 'cores'
  /** Milliseconds since the epoch, shown as a moment. */
  | 'moment'
  /** The same, shown as the time since. */
  | 'since'
  | 'text';

/** A number of a sheet, and how to read it. */
export interface Measure {
  /** Name of the query, or of the column where one query gives several. */
  readonly name: string;
  readonly title: string;
  readonly unit: Unit;
  readonly scale?: Scale;
}

/** A column of a table: a measure, or a dimension in words. */
export interface Column extends Measure {
  /** Pixels; as wide as there is space where absent. */
  readonly width?: number;
  readonly link?: Link;
}

/** What Prometheus is asked. Its name says to our panel what the numbers are. */
export interface MetricQuery {
  readonly name: string;
  readonly promql: string;
  /** Over the time range, or as of its end. */
  readonly over: 'range' | 'end';
  /** How to call a series: `{{label}}`, or plain text. */
  readonly legend?: string;
  /** Why the answer may rightly be empty; rows are due where absent. */
  readonly mayBeEmpty?: string;
}

/** What the result store is asked, by its views. */
export interface StoreQuery {
  readonly name: string;
  readonly sql: string;
  /** A table, or numbers over a column `time` with names in a column `metric`. */
  readonly shape: 'table' | 'series';
  readonly mayBeEmpty?: string;
}

export type Query = MetricQuery | StoreQuery;

/** How a sheet is drawn, by whatever draws it. */
export type Look =
  | { readonly mark: 'number'; readonly measures: readonly Measure[] }
  | {
      readonly mark: 'table';
      readonly columns: readonly Column[];
      /** Title of a column. */
      readonly sort?: { readonly by: string; readonly descending: boolean };
    }
  | {
      readonly mark: 'line' | 'area' | 'column';
      readonly measures: readonly Measure[];
      /** Where the axis starts or ends, whatever the numbers. */
      readonly range?: { readonly from?: number; readonly to?: number };
    }
  | {
      readonly mark: 'state';
      readonly measure: Measure;
      /** So many bands that they want pages. */
      readonly many?: boolean;
      /** By the name of a band, the hours without a value that it is drawn through. */
      readonly joins?: Readonly<Record<string, number>>;
    }
  | { readonly mark: 'bar'; readonly measure: Measure }
  | {
      readonly mark: 'drift';
      readonly view: DriftView;
      readonly measure: Measure;
      /** Queries that give shares, and not the measure. */
      readonly ratios?: readonly string[];
      readonly link?: Link;
    };

/** A view of the panel `driftmonitoring-drift-panel`, and the options in which it differs from that view's defaults. */
export interface DriftView {
  readonly name: 'distributionOverlay' | 'psiHeatmap' | 'attribution' | 'featureTrend';
  readonly options: Readonly<Record<string, string | number | boolean>>;
}

export interface Sheet {
  /** Of letters, digits and hyphens; never changes. */
  readonly id: string;
  readonly title: string;
  /** What it shows and how to read it, for someone who has never seen it. */
  readonly description: string;
  readonly grain: readonly Dimension[];
  readonly queries: readonly Query[];
  readonly look: Look;
  /** What stands in the place of a number where there is none. */
  readonly nothing: string;
  /** Columns of 24, and rows of thirty pixels. */
  readonly size: { readonly width: number; readonly height: number };
  /** The least distance of points in time, such as `10m`; a minute where absent. */
  readonly leastStep?: string;
  /** The most points in time, for what becomes unreadable beyond. */
  readonly points?: number;
}

export interface Section {
  /** Absent for what comes first. */
  readonly title?: string;
  readonly sheets: readonly Sheet[];
}

export const isStoreQuery = (query: Query): query is StoreQuery => 'sql' in query;
