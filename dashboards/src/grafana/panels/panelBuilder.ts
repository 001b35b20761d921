import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';
import type { GridPos, Panel } from '@grafana/grafana-foundation-sdk/dashboard';

/** What the SDK's builders of all panels have in common. */
export interface AnyPanelBuilder extends Builder<Panel> {
  id(id: number): this;
  title(title: string): this;
  description(description: string): this;
  gridPos(place: GridPos): this;
  datasource(reference: DataSourceRef): this;
  noValue(text: string): this;
  targets(targets: Array<Builder<Dataquery>>): this;
  interval(least: string): this;
  maxDataPoints(points: number): this;
}
