import type { Colour } from './colours.js';
import type { PageId } from './page.js';
import type { Pill } from './pill.js';
import type { Dimension } from './sheet.js';

/** A field that Tableau computes from the columns of one view. */
export interface Calculation {
  /** Unique within the view; letters, digits and underscores. */
  readonly name: string;
  readonly title: string;
  readonly type: 'text' | 'number' | 'boolean' | 'day';
  /** Tableau's language; columns and parameters as `[name]` and `[Parameters].[name]`. */
  readonly formula: string;
  /** Whether it aggregates by itself. */
  readonly aggregates: boolean;
}

/** A value that a reader sets. */
export interface Parameter {
  readonly name: string;
  readonly title: string;
  readonly value: number | string;
  /** What may be chosen; anything where absent. */
  readonly members?: readonly string[];
}

/** A view of the result store, as a data source of the workbook. */
export interface DataSource {
  /** Without its schema. */
  readonly view: string;
  readonly title: string;
  readonly calculations: readonly Calculation[];
}

/** Words and pills in turn. */
export type Text = ReadonlyArray<string | Pill>;

export type SheetFilter =
  /** Only these; null stands for no value. */
  | { readonly kind: 'members'; readonly pill: Pill; readonly members: readonly string[] }
  /** All but these. */
  | { readonly kind: 'without'; readonly pill: Pill; readonly members: readonly string[] }
  /** All, until a reader chooses. */
  | { readonly kind: 'choice'; readonly pill: Pill }
  /** A range of dates or numbers, whole until a reader narrows it. */
  | { readonly kind: 'range'; readonly pill: Pill }
  /** Numbers from here on. */
  | { readonly kind: 'from'; readonly pill: Pill; readonly least: number }
  /** The first so many by the largest value of a column. */
  | { readonly kind: 'top'; readonly pill: Pill; readonly count: number; readonly by: string };

export interface SheetSort {
  readonly pill: Pill;
  readonly by: Pill;
  readonly descending: boolean;
}

/** A line across the marks: a parameter's value, or a pill's. */
export interface SheetLine {
  readonly title: string;
  readonly value: Pill | { readonly parameter: string };
  readonly colour: Colour;
}

export type Colouring =
  | { readonly pill: Pill; readonly words: ReadonlyArray<readonly [word: string, colour: Colour]> }
  /** From little to much. */
  | { readonly pill: Pill; readonly ramp: readonly [Colour, Colour] }
  | { readonly pill: Pill }
  | { readonly colour: Colour };

export type WorkbookMark = 'Square' | 'Bar' | 'Line' | 'Circle' | 'GanttBar' | 'Text';

/** One sheet of the workbook: what it reads, and how it is drawn. */
export interface WorkbookSheet {
  /** The same as that of the Grafana panel that it corresponds to, where there is one. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly grain: readonly Dimension[];
  readonly view: string;
  readonly mark: WorkbookMark;
  readonly rows: readonly Pill[];
  readonly columns: readonly Pill[];
  readonly colour: Colouring;
  /** What splits marks besides rows, columns and colour. */
  readonly detail?: readonly Pill[];
  readonly label?: Text;
  readonly tooltip: Text;
  readonly filters: readonly SheetFilter[];
  readonly sorts?: readonly SheetSort[];
  readonly lines?: readonly SheetLine[];
  /** Fills its zone, or only its width where there may be many rows. */
  readonly fit: 'all' | 'width';
  /** Why it may rightly have no rows; rows are due where absent. */
  readonly mayBeEmpty?: string;
}

/** A filter's card on a dashboard: it narrows all sheets of the dashboard that have the same filter on the same view. */
export interface Card {
  readonly sheet: string;
  readonly pill: Pill;
  readonly title: string;
  readonly one?: boolean;
}

/** Columns of 24, and rows of thirty pixels, as in `Sheet.size`. */
export interface Placed {
  readonly sheet: WorkbookSheet;
  readonly width: number;
  readonly height: number;
}

export interface WorkbookAction {
  readonly title: string;
  readonly from: string;
  readonly does: 'filter' | 'highlight';
  /** On another dashboard, which it leads to; on the same where absent. */
  readonly to?: PageId;
  /** Captions are the columns' own: what is filtered or highlighted by. */
  readonly fields: readonly string[];
  /** Sheets that are left as they are. */
  readonly except?: readonly string[];
  readonly on: 'select' | 'hover' | 'menu';
}

/** A dashboard of the workbook. */
export interface WorkbookPage {
  readonly id: PageId;
  readonly title: string;
  readonly description: string;
  readonly cards: readonly Card[];
  /** Parameters that have a control on it. */
  readonly parameters: readonly string[];
  readonly lines: ReadonlyArray<readonly Placed[]>;
  readonly actions: readonly WorkbookAction[];
}
