import type { Labels } from '@grafana/data';
import { type Subject, subjectKey, subjectNames } from '../../frames/subject';

/** What a row is of, with all labels of its series. */
interface Labelled {
  readonly subject: Subject;
  readonly labels: Labels;
}

/**
 * Names that tell every row from every other: a subject's name, then labels in which rows of the same subject differ, then a
 * number. A name that is empty, or begins or ends in blanks, is put in quotes.
 */
export function rowNames(rows: readonly Labelled[]): string[] {
  const names = subjectNames(rows.map(({ subject }) => ({ ...subject, feature: shown(subject.feature) })));
  const groups = new Map<string, number[]>();
  rows.forEach(({ subject }, index) => {
    const key = subjectKey(subject);
    groups.set(key, [...(groups.get(key) ?? []), index]);
  });
  for (const group of groups.values()) {
    if (group.length > 1) {
      const more = differences(group.map((index) => rows[index]?.labels ?? {}));
      group.forEach((index, place) => (names[index] = [names[index], ...(more[place] ?? [])].join(' · ')));
    }
  }
  return numbered(names);
}

function shown(name: string): string {
  return name === name.trim() && name !== '' ? name : `“${name}”`;
}

function differences(all: readonly Labels[]): string[][] {
  const names = Array.from(new Set(all.flatMap((labels) => Object.keys(labels)))).sort();
  const varying = names.filter((name) => new Set(all.map((labels) => labels[name])).size > 1);
  return all.map((labels) => varying.filter((name) => labels[name]).map((name) => `${name}=${labels[name]}`));
}

function numbered(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}
