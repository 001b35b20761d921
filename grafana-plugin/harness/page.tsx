import * as emotionCss from '@emotion/css';
import * as data from '@grafana/data';
import * as runtime from '@grafana/runtime';
import * as ui from '@grafana/ui';
import React from 'react';
import * as ReactDOM from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { Scene } from './scene';
import { registerStandardOptions } from './standardOptions';

// What the page is told from outside, and what it tells.
declare global {
  interface Window {
    drift: { show(scene: Scene): Promise<void>; selections: string[] };
    System: {
      set(id: string, module: object): void;
      import(url: string): Promise<{ plugin: data.PanelPlugin }>;
      addImportMap(map: { imports: Record<string, string> }): void;
    };
  }
}

// Grafana's own view of data that can't be drawn belongs to the application, not to its packages: this stands for it
function PanelDataErrorView({ message, data: { series } }: runtime.PanelDataErrorViewProps) {
  return (
    <div role="status" data-testid="panel-data-error" style={{ display: 'grid', placeItems: 'center', height: '100%' }}>
      <div style={{ fontSize: 18, textAlign: 'center' }}>
        {message ?? (series.length === 0 ? 'No data' : 'Unable to visualise')}
      </div>
    </div>
  );
}

const shared: Record<string, object> = {
  '@emotion/css': emotionCss,
  '@grafana/data': data,
  '@grafana/runtime': { ...runtime, PanelDataErrorView },
  '@grafana/ui': ui,
  react: { ...React, default: React, __useDefault: true },
  'react-dom': { ...ReactDOM, default: ReactDOM },
};

// as Grafana shares its packages with plugins
for (const [name, module] of Object.entries(shared)) {
  window.System.set(`package:${name}`, module);
}
window.System.addImportMap({
  imports: Object.fromEntries(Object.keys(shared).map((name) => [name, `package:${name}`])),
});

registerStandardOptions();
const root = createRoot(document.getElementById('panel') ?? document.body);
const selections: string[] = [];
runtime.locationService.getHistory().listen(({ search }: { search: string }) => void selections.push(search));

window.drift = {
  selections,
  async show(scene) {
    const { plugin } = await window.System.import(new URL('/module.js', location.href).href);
    const theme = data.createTheme({ colors: { mode: scene.theme ?? 'light' } });
    document.body.style.background = theme.colors.background.primary;
    document.body.style.color = theme.colors.text.primary;
    document.body.style.fontFamily = theme.typography.fontFamily;
    document.body.style.fontSize = `${theme.typography.fontSize}px`;
    document.body.style.lineHeight = String(theme.typography.body.lineHeight);
    const timeZone = scene.timeZone ?? 'utc';
    const [from = 0, to = Date.now()] = scene.range ?? [];
    const raw = { from: data.dateTime(from), to: data.dateTime(to) };
    const timeRange: data.TimeRange = { ...raw, raw };
    const fieldConfig = {
      defaults: { ...plugin.fieldConfigDefaults.defaults, ...scene.fieldConfig?.defaults },
      overrides: scene.fieldConfig?.overrides ?? [],
    } as data.FieldConfigSource;
    const frames = scene.frames.map((frame) => data.toDataFrame(frame));
    for (const frame of frames) {
      for (const field of frame.fields) {
        // what JSON can't hold
        field.values = (field.values as unknown[]).map((value) =>
          field.type === data.FieldType.number && typeof value === 'string' ? Number(value) : value
        );
      }
    }
    const series = data.applyFieldOverrides({
      data: frames,
      fieldConfig,
      replaceVariables: (text: string) => text,
      theme,
      timeZone,
      fieldConfigRegistry: plugin.fieldConfigRegistry,
    });
    const { width, height } = scene;
    const Panel = plugin.panel as React.ComponentType<data.PanelProps>;
    const defaults = plugin.defaults as Record<string, unknown>;
    const options: Record<string, unknown> = { ...defaults, ...scene.options };
    for (const [key, value] of Object.entries(options)) {
      if (typeof value === 'object' && value !== null) options[key] = { ...(defaults[key] as object), ...value };
    }
    const panelData: data.PanelData = {
      state: scene.errors ? data.LoadingState.Error : data.LoadingState.Done,
      series,
      timeRange,
      errors: scene.errors,
    };
    root.render(
      <data.ThemeContext.Provider value={theme}>
        <div style={{ width, height, position: 'relative', overflow: 'hidden' }} data-testid="panel">
          <Panel
            id={1}
            data={panelData}
            timeRange={timeRange}
            timeZone={timeZone}
            options={options}
            fieldConfig={fieldConfig}
            transparent={false}
            width={width}
            height={height}
            renderCounter={1}
            title="Drift"
            eventBus={new data.EventBusSrv()}
            onOptionsChange={() => undefined}
            onFieldConfigChange={() => undefined}
            onChangeTimeRange={() => undefined}
            replaceVariables={(text: string) => text}
          />
        </div>
      </data.ThemeContext.Provider>
    );
    // two frames: one in which React draws, one in which the browser has painted that
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  },
};
