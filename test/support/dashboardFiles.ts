import { readFileSync } from 'node:fs';
import { projectFile } from './ruleFile.js';

/** What tests look at in a Grafana dashboard. */
export interface DashboardFile {
  readonly uid: string;
  readonly title: string;
  readonly time: { readonly from: string };
  readonly panels: readonly DashboardPanel[];
  readonly templating: { readonly list: readonly DashboardVariable[] };
  readonly annotations: {
    readonly list: readonly { readonly name: string; readonly target: DashboardTarget }[];
  };
  readonly links: readonly {
    readonly url: string;
    readonly includeVars: boolean;
    readonly keepTime: boolean;
  }[];
}

export interface DashboardPanel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly datasource?: { readonly type: string; readonly uid: string };
  readonly targets?: readonly DashboardTarget[];
  readonly maxDataPoints?: number;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly transformations?: readonly {
    readonly id: string;
    readonly options: { readonly include?: { readonly names: readonly string[] } };
  }[];
}

export interface DashboardTarget {
  readonly refId: string;
  readonly datasource: { readonly type: string; readonly uid: string };
  readonly expr?: string;
  readonly rawSql?: string;
  readonly format?: string;
  readonly instant?: boolean;
}

export interface DashboardVariable {
  readonly name: string;
  readonly type: string;
  readonly query: string | { readonly query: string };
  readonly datasource?: { readonly uid: string };
  readonly hide?: number;
  readonly regex?: string;
}

export function dashboardFile(path: string): DashboardFile {
  return JSON.parse(readFileSync(projectFile(path), 'utf8')) as DashboardFile;
}
