import { InvalidArgumentError } from 'commander';
import type { WantedFeature } from '../check/plan.js';
import { formatDuration, parseDuration } from '../config/duration.js';
import { parseInstant } from '../config/instant.js';
import { segment, type SegmentConfig } from '../config/segment.js';
import { DriftError } from '../errors.js';

/** Collects a repeatable option whose values may also be separated by commas. */
export function list(value: string, previous: string[] = []): string[] {
  return [...previous, ...value.split(',').map((item) => item.trim())].filter((item) => item !== '');
}

/** Collects a repeatable option whose value is taken as it is, commas included. */
export function each(value: string, previous: string[] = []): string[] {
  return [...previous, value];
}

/** `name` or `name:numeric` or `name:categorical`. */
export function wantedFeature(text: string): WantedFeature {
  const [, name, kind] = /^(.+):(numeric|categorical)$/.exec(text) ?? [];
  return name === undefined ? { name: text } : { name, kind: kind as 'numeric' | 'categorical' };
}

/** `column` or `column:20`, by so many of whose values rows are judged apart. */
export function segmentColumn(text: string): SegmentConfig {
  const [, name = text, top] = /^(.+):(\d+)$/.exec(text) ?? [];
  const { success, data } = segment().safeParse({ column: name, ...(top && { top: Number(top) }) });
  if (success) return data;
  throw new DriftError(
    'usage',
    `--segments ${text}: expected a column, or column:top with top from 1 to 100`,
  );
}

/** A probability. */
export function score(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !(number >= 0 && number <= 1)) {
    throw new InvalidArgumentError('expected a number from 0 to 1');
  }
  return number;
}

/** Of TCP. */
export function port(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > 65_535) {
    throw new InvalidArgumentError('expected a number from 1 to 65535');
  }
  return number;
}

/** The name that results have for a length of windows: `24h` is `1d`. */
export function windowName(text: string): string {
  const length = parseDuration(text);
  if (length === undefined || length === 0)
    throw new InvalidArgumentError('expected a duration such as 6h or 7d');
  return formatDuration(length);
}

/** One of a few words. */
export function oneOf<Word extends string>(words: readonly Word[]): (value: string) => Word {
  return (value) => {
    const word = words.find((candidate) => candidate === value);
    if (word === undefined) throw new InvalidArgumentError(`expected one of ${words.join(', ')}`);
    return word;
  };
}

/** A date or a timestamp. */
export function instant(value: string): Date {
  const time = parseInstant(value);
  if (time === undefined)
    throw new InvalidArgumentError('expected a time such as 2013-03-01 or 2013-03-01T05:00:00Z');
  return time;
}

/** A duration in milliseconds. */
export function lengthOfTime(value: string): number {
  const length = parseDuration(value);
  if (length === undefined || length === 0) {
    throw new InvalidArgumentError('expected a duration such as 30s, 4m or 1h30m');
  }
  return length;
}
