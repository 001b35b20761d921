import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

interface RuleFile {
  readonly groups: readonly {
    readonly rules: readonly { readonly record?: string; readonly expr: string }[];
  }[];
}

/** A file of this project, by its path from the root. */
export function projectFile(path: string): URL {
  return new URL(`../../../${path}`, import.meta.url);
}

/** The recording rules of a file: expressions by name. */
export function recordingRules(path: string): Map<string, string> {
  const { groups } = parse(readFileSync(projectFile(path), 'utf8')) as RuleFile;
  return new Map(
    groups.flatMap(({ rules }) =>
      rules.flatMap(({ record, expr }) => (record === undefined ? [] : [[record, expr] as const])),
    ),
  );
}

/** A rule's expression with every recorded series in it replaced by the expression that records it. */
export function inlined(rules: ReadonlyMap<string, string>, name: string): string {
  return (rules.get(name) ?? name).replaceAll(
    /[a-z_]+:[a-zA-Z0-9_:]+/g,
    (series) => `(${inlined(rules, series)})`,
  );
}
