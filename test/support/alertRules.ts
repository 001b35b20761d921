import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { projectFile } from './ruleFile.js';

export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly keep_firing_for: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

interface RecordingRule {
  readonly record: string;
  readonly expr: string;
}

const FOLDER = 'provisioning/prometheus/rules/';

/** The rules of all files that hold alerts, and of those that they need. */
export function alertRuleFiles(): ReadonlyArray<{
  readonly file: string;
  readonly alerts: readonly AlertRule[];
  readonly recordings: readonly RecordingRule[];
}> {
  return readdirSync(projectFile(FOLDER)).map((name) => {
    const { groups } = parse(readFileSync(projectFile(FOLDER + name), 'utf8')) as {
      groups: ReadonlyArray<{ rules: ReadonlyArray<AlertRule | RecordingRule> }>;
    };
    const rules = groups.flatMap((group) => group.rules);
    return {
      file: FOLDER + name,
      alerts: rules.filter((rule) => 'alert' in rule),
      recordings: rules.filter((rule) => 'record' in rule),
    };
  });
}

/** Every text in which a rule asks Prometheus: its expression and the queries of its templates, with a name for each name. */
export function promqlOfAlert({ expr, annotations }: AlertRule): string[] {
  const queries = Object.values(annotations).flatMap((text) =>
    Array.from(text.matchAll(/query (?:\(printf )?`([^`]*)`/g), ([, query = '']) => query),
  );
  return [expr, ...queries.map((query) => query.replace(/%\+(\[\d\])?q/g, '"name"'))];
}
