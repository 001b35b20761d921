import { createTheme } from '@grafana/data';
import { paletteOf } from '../../drawing/palette';
import { cellPaint } from './cellPaint';
import { heatmapLayout, timeSpan } from './layout';
import { legendItems } from './legendItems';
import { PSI_HEATMAP_DEFAULTS, type PsiHeatmapOptions } from './options';
import { paint } from './paint';
import { heatmapOf, HOUR, promSeries, START } from './testFrames';

const theme = createTheme({ colors: { mode: 'light' } });
const { area } = paletteOf(theme);
const frames = [
  promSeries('drift_psi', { feature: 'a' }, [0.01, 0.12, 0.22, 0.3, undefined, undefined, 0.15]),
  promSeries('drift_psi_noise_floor', { feature: 'a' }, [0, 0, 0, 0, undefined, undefined, 0.2]),
  promSeries('drift_inconclusive', { feature: 'b' }, [0, 1, 1]),
];
const heatmap = heatmapOf(frames);

/** What is filled: style, and left and right edge. */
function drawn(
  options: Partial<PsiHeatmapOptions>,
  width = 700
): Array<[fill: unknown, left: number, right: number, top: number]> {
  const calls: Array<[unknown, number, number, number]> = [];
  const context = {
    fillStyle: '' as unknown,
    clearRect: () => undefined,
    createPattern: () => null,
    fillRect(x: number, y: number, w: number) {
      calls.push([this.fillStyle, x, x + w, y]);
    },
  };
  const look = cellPaint(heatmap, { ...PSI_HEATMAP_DEFAULTS, ...options }, theme);
  const span = { from: START - HOUR, to: START + 6 * HOUR };
  const viewport = { span, width, height: 40, rowHeight: 20, firstRow: 0, ratio: 1 };
  paint(context as unknown as CanvasRenderingContext2D, heatmap, look, viewport);
  return calls;
}

describe('paint', () => {
  it('fills each cell over its time, with a line between cells, and leaves gaps', () => {
    const fills = drawn({}).filter(([, , , top]) => top === 0);
    expect(fills.slice(-3)).toEqual([
      [area.small, 100, 199, 0],
      [area.significant, 200, 299, 0],
      [area.critical, 300, 399, 0],
    ]);
    expect(fills.filter(([, left, right]) => right > 400 && left < 600)).toEqual([]);
  });

  it('hatches over the fill of no change what chance explains, and over nothing what is inconclusive', () => {
    const { mark } = paletteOf(theme);
    expect(drawn({}).filter(([, left]) => left === 600)).toEqual([
      [area.none, 600, 699, 0],
      [`${mark.small}66`, 600, 699, 0], // at two fifths
    ]);
    const inconclusive = drawn({}).filter(([, , , top]) => top === 20);
    expect(inconclusive).toHaveLength(2);
    expect(Object.values(area)).not.toContain(inconclusive[0]?.[0]);
    expect(drawn({ hatch: false }).filter(([, left]) => left === 600)).toHaveLength(1);
  });

  it('draws the worst last where cells are narrower than a pixel', () => {
    const fills = drawn({}, 2).map(([fill]) => fill);
    expect(fills.at(-1)).toBe(area.critical);
    expect(drawn({}, 2).every(([, left, right]) => right - left >= 1)).toBe(true);
  });

  it('colours by the configured thresholds, mappings and overrides', () => {
    const thresholds = {
      mode: 'absolute',
      steps: [
        { value: -Infinity, color: '#00ff00' },
        { value: 0.2, color: '#ff0000' },
      ],
    };
    const mappings = [{ type: 'value', options: { '0.12': { color: '#0000ff', index: 0 } } }];
    const config = { thresholds, color: { mode: 'thresholds' } };
    const configured = heatmapOf(
      [
        promSeries('drift_psi', { feature: 'a' }, [0.1, 0.3], config as never),
        promSeries('drift_psi', { feature: 'b' }, [0.12, 0.3], { ...config, mappings } as never),
      ],
      { order: 'name' }
    );
    const { styles, styleOf } = cellPaint(configured, { ...PSI_HEATMAP_DEFAULTS, colour: 'thresholds' }, theme);
    expect(Array.from(styleOf, (style) => styles[style]?.fill)).toEqual(['#00ff00', '#ff0000', '#0000ff', '#ff0000']);
  });

  it('scales from 0 to the maximum', () => {
    const { styles, styleOf } = cellPaint(heatmap, { ...PSI_HEATMAP_DEFAULTS, colour: 'scale' }, theme);
    const fills = Array.from(styleOf, (style) => styles[style]?.fill);
    expect(fills[3]).toBe('rgb(163, 24, 46)');
    expect(new Set(fills).size).toBe(6);
    expect(fills.filter((fill) => fill === undefined)).toHaveLength(2);
  });
});

describe('legendItems', () => {
  const texts = (options: Partial<PsiHeatmapOptions>, of = heatmap): string[] =>
    legendItems(of, { ...PSI_HEATMAP_DEFAULTS, ...options }, theme).map(({ text }) => text);

  it('names severities with their thresholds, hatching and gaps', () =>
    expect(texts({})).toEqual([
      'none',
      'small ≥ 0.1',
      'significant ≥ 0.2',
      'critical ≥ 0.25',
      'no evidence',
      'no data',
    ]));

  it('says where features have their own', () => {
    const own = heatmapOf([
      promSeries('drift_psi', { feature: 'a' }, [0.1, 0.1]),
      promSeries('drift_psi', { feature: 'b' }, [0.1, 0.1]),
      promSeries('drift_threshold', { feature: 'a', severity: 'small' }, [0.05]),
    ]);
    expect(texts({}, own)).toEqual(['none', 'small (own thresholds)', 'significant ≥ 0.2', 'critical ≥ 0.25']);
  });

  it('gives a scale its maximum', () => expect(texts({ colour: 'scale', hatch: false })[0]).toBe('0.3'));
});

describe('layout', () => {
  it('scrolls by whole rows where they do not fit', () => {
    const rows = Array.from({ length: 500 }, () => heatmap.rows)
      .flat()
      .slice(0, 500);
    expect(heatmapLayout({ ...heatmap, rows }, 60, 400, 300, 20)).toMatchObject({
      scrolls: true,
      page: 16,
      gridHeight: 256,
    });
    expect(heatmapLayout(heatmap, 60, 400, 300, 20)).toMatchObject({ scrolls: false, rowHeight: 44, gridHeight: 88 });
    expect(heatmapLayout(heatmap, 900, 200, 10, 20)).toMatchObject({ page: 1, labelWidth: 80 });
  });

  it("takes the dashboard's time range, the first cell whole; all data where none lies in it", () => {
    const range = { from: START, to: START + 20 * HOUR };
    expect(timeSpan(heatmap, range)).toEqual({ from: START - HOUR, to: range.to });
    expect(timeSpan(heatmap, { from: 0, to: 9 })).toEqual({ from: heatmap.from, to: heatmap.to });
  });
});
