import type { DataFrame, Field, TimeRange, TimeZone } from '@grafana/data';
import type { ComponentType } from 'react';
import type { Subject } from '../frames/subject';

/** What a view draws, with remarks for the reader; or why it can't draw, and what it would need. */
export type Prepared<Data> =
  { readonly data: Data; readonly notes: readonly string[] } | { readonly warning: string; readonly needs?: Need };

/** A kind of field that is missing altogether. */
export type Need = 'time' | 'number' | 'string';

export interface ViewProps<Data, Options> {
  readonly data: Data;
  readonly options: Options;
  /** In CSS pixels: all of it may be drawn on, and nothing beyond. */
  readonly width: number;
  readonly height: number;
  readonly timeZone: TimeZone;
  readonly timeRange: TimeRange;
  /** A click on a feature: sets the dashboard's variables, or whatever the panel is configured to do. */
  readonly onSelect: (selection: Selection) => void;
}

/** What was clicked. */
export interface Selection {
  readonly subject: Subject;
  /** The number clicked, where there is one: its field's data links are asked for this row. */
  readonly field?: Field;
  readonly row?: number;
}

/** One way to look at drift: what `views/NAME/view.ts` exports, and a line of `views/index.ts` registers. */
export interface View<Data, Options extends object> {
  readonly name: string;
  /** For the choice in the panel's options, in a line. */
  readonly description: string;
  /** Place in that choice. */
  readonly order: number;
  readonly defaults: Options;
  /** Adds the view's own options to the editor. */
  addOptions(builder: OptionsBuilder<Options>): void;
  /** Pure: no clock, no theme, no dashboard. Never throws, whatever the frames hold. */
  prepare(frames: readonly DataFrame[], options: Options): Prepared<Data>;
  readonly Component: ComponentType<ViewProps<Data, Options>>;
}

/** Adds options to the panel's editor, each named by its key among the view's options and with the default from there. */
export interface OptionsBuilder<Options> {
  radio<Key extends keyof Options & string>(option: ChoiceOption<Key, Options[Key]>): this;
  select<Key extends keyof Options & string>(option: ChoiceOption<Key, Options[Key]>): this;
  toggle<Key extends keyof Options & string>(option: OptionText<Key>): this;
  number<Key extends keyof Options & string>(option: OptionText<Key> & NumberRange): this;
}

export interface OptionText<Key> {
  readonly key: Key;
  readonly name: string;
  readonly description?: string;
}

export interface NumberRange {
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
}

export interface ChoiceOption<Key, Value> extends OptionText<Key> {
  readonly choices: ReadonlyArray<{ readonly value: Value; readonly label: string; readonly description?: string }>;
}
