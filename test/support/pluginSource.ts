import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { projectFile } from './ruleFile.js';

/** What a file of the panel exports; for files without imports but of types. */
export function pluginSource(path: string): Readonly<Record<string, unknown>> {
  const source = readFileSync(projectFile(`grafana-plugin/src/${path}`), 'utf8');
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const exported: Record<string, unknown> = {};
  new Function('exports', outputText)(exported);
  return exported;
}

/** The names of the panel's views. */
export function pluginViews(): string[] {
  const source = readFileSync(projectFile('grafana-plugin/src/views/index.ts'), 'utf8');
  return Array.from(source.matchAll(/export \{ (\w+) \}/g), ([, name = '']) => name);
}
