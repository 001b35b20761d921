import type { PanelModel } from '@grafana/data';
import { migrateOptions, takePlaceOf } from './migrations';
import { chosenView, defaultOptions, type PanelOptions, viewList } from './options';

const panel = (options: unknown): PanelModel<Partial<PanelOptions>> => ({
  id: 1,
  type: 'driftmonitoring-drift-panel',
  options: options as Partial<PanelOptions>,
  fieldConfig: { defaults: {}, overrides: [] },
});

describe('migrateOptions', () => {
  it.each([undefined, null, {}, { view: 'gone' }, { view: 7, click: false, psiHeatmap: 'x' }])(
    'completes %j',
    (stored) => {
      expect(migrateOptions(panel(stored))).toEqual(defaultOptions);
    }
  );

  it('keeps what is known, and completes the rest', () => {
    const stored = { view: 'attribution', click: 'link', attribution: { limit: 3, measure: 9, gone: true } };
    const migrated = migrateOptions(panel(stored));
    expect(migrated).toMatchObject({ view: 'attribution', click: 'link', featureVariable: 'feature' });
    expect(migrated.attribution).toEqual({ limit: 3, measure: 'score' });
  });

  it('changes nothing that is complete', () => {
    const once = migrateOptions(panel({ view: 'featureTrend', featureTrend: { bands: false } }));
    expect(migrateOptions(panel(once))).toEqual(once);
  });
});

describe('takePlaceOf', () => {
  it('shows most of what the panel before it did', () => {
    expect(takePlaceOf(panel({}), 'timeseries').view).toBe('featureTrend');
    expect(takePlaceOf(panel({}), 'heatmap').view).toBe('psiHeatmap');
    expect(takePlaceOf(panel({}), 'clock').view).toBe(defaultOptions.view);
    expect(takePlaceOf(panel({}), 'toString').view).toBe(defaultOptions.view);
  });

  it('keeps a view that was chosen', () => {
    expect(takePlaceOf(panel({ view: 'attribution' }), 'timeseries').view).toBe('attribution');
  });
});

describe('chosenView', () => {
  it('has every option, whatever is stored', () => {
    for (const { id, view } of viewList) {
      expect(chosenView({ ...defaultOptions, view: id, [id]: undefined } as PanelOptions)).toEqual({
        view,
        options: view.defaults,
      });
    }
  });
});
