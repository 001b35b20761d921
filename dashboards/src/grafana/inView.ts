import type { Builder } from '@grafana/grafana-foundation-sdk/cog';

/** What the SDK would put into Grafana's menu of controls, at the top of the dashboard, where people see it. */
export function inView<Control extends { placement?: unknown }>(builder: Builder<Control>): Builder<Control> {
  return {
    build() {
      const control = builder.build();
      delete control.placement;
      return control;
    },
  };
}
