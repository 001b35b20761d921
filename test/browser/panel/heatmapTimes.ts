/// <reference lib="dom" />
import type { Scene } from '../../../grafana-plugin/harness/scene.js';
import { type PanelPages, showScene } from './panelPage.js';

/** In milliseconds, each the median of some runs. */
export interface HeatmapTimes {
  /** From the data being handed over, Grafana's own work on it included, until the frame after the heatmap was painted. */
  readonly firstPaint: number;
  /** Until the frame after as many rectangles were painted on a bare canvas of the same page. */
  readonly bareFill: number;
  /** Work of the page's main thread for a move of the pointer to another cell. */
  readonly hoverWork: number;
  /** From a move of the pointer to the next frame, which 19 of 20 moves keep within; and the same where nothing happens. */
  readonly hoverFrame: number;
  readonly idleFrame: number;
  /** Rectangles that were filled on any canvas while the pointer moved: not a time, but a count. */
  readonly filledOnHover: number;
}

const ROWS = 500;
const COLUMNS = 200;
const HOUR = 3_600_000;
const END = Date.parse('2026-03-31T00:00:00Z');
const RUNS = 5;
const MOVES = 60;

/** Scores of every severity, without a gap, as Prometheus answers a range query. */
const frames = Array.from({ length: ROWS }, (_, row) => {
  const columns = Array.from({ length: COLUMNS }, (_, column) => column);
  const labels = { __name__: 'drift_psi', model: 'm', feature: `feature_${row}`, window: '6h' };
  return {
    refId: 'A',
    fields: [
      { name: 'Time', type: 'time', values: columns.map((column) => END - (COLUMNS - 1 - column) * HOUR) },
      {
        name: 'drift_psi',
        type: 'number',
        labels,
        values: columns.map((column) => ((7 * row + 3 * column) % 40) / 100),
      },
    ],
  };
});

/** 500 features at 200 times, in a panel of some height. */
function heatmapScene(height: number): Scene {
  return {
    frames,
    options: { view: 'psiHeatmap' },
    range: [END - COLUMNS * HOUR, END],
    width: 1200,
    height,
  };
}

/** As high as a panel often is; and high enough for all rows, so that all 100,000 cells are drawn at once. */
export const heatmapScenes = {
  'a panel of 600 pixels': heatmapScene(600),
  'all 100,000 cells at once': heatmapScene(ROWS * 16 + 80),
};

export async function heatmapTimes(show: PanelPages['show'], scene: Scene): Promise<HeatmapTimes> {
  const empty = { ...scene, frames: [] };
  const { page } = await show(empty);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  const workDone = async (): Promise<number> => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN);
  };
  // passing the scene to the page is no part of the work
  await page.evaluate(
    (text) => void Object.assign(window, { scene: JSON.parse(text) as Scene }),
    JSON.stringify(scene),
  );
  const firstPaint = await several(async () => {
    await showScene(page, empty);
    return page.evaluate<number>(paintScene);
  });
  const bareFill = await several(() => page.evaluate<number>(paintBare));
  await page.evaluate(countRectangles);
  const hoverWork = await several(async () => {
    const before = await workDone();
    for (let move = 0; move < MOVES; move++) await page.mouse.move(200 + 13 * move, 40 + 7 * move);
    return ((await workDone()) - before) / MOVES;
  });
  // the browser's own pointer must not answer those that the page makes up
  await page.mouse.move(0, 0);
  const hoverFrame = await several(() => page.evaluate<number>(frameAfter('mousemove')));
  const idleFrame = await several(() => page.evaluate<number>(frameAfter('nothing')));
  const filledOnHover = await page.evaluate<number>('window.rectangles');
  await page.context().close();
  return { firstPaint, bareFill, hoverWork, hoverFrame, idleFrame, filledOnHover };
}

/** The median of some measurements, one after the other. */
async function several(measure: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) times.push(await measure());
  return times.sort((a, b) => a - b)[RUNS >> 1] ?? NaN;
}

// What runs in the page; show() itself waits for the frame after.
const paintScene = `(async () => {
  const start = performance.now();
  await window.drift.show(window.scene);
  return performance.now() - start;
})()`;

const paintBare = `(async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const start = performance.now();
  const canvas = document.body.appendChild(document.createElement('canvas'));
  [canvas.width, canvas.height] = [1000, ${ROWS * 16}];
  const context = canvas.getContext('2d');
  context.fillStyle = '#a3182e';
  for (let row = 0; row < ${ROWS}; row++) {
    for (let column = 0; column < ${COLUMNS}; column++) context.fillRect(5 * column, 16 * row, 4, 15);
  }
  await frame();
  await frame();
  const time = performance.now() - start;
  canvas.remove();
  return time;
})()`;

const countRectangles = `(() => {
  window.rectangles = 0;
  const pen = CanvasRenderingContext2D.prototype;
  const { fillRect } = pen;
  pen.fillRect = function (...place) {
    window.rectangles++;
    fillRect.apply(this, place);
  };
})()`;

const frameAfter = (event: string): string => `(async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const grid = document.querySelector('[role=application]');
  const times = [];
  await frame();
  for (let move = 0; move < ${MOVES}; move++) {
    const start = performance.now();
    const place = { clientX: 200 + 13 * move, clientY: 40 + 7 * move, bubbles: true };
    grid.dispatchEvent(new MouseEvent('${event}', place));
    await frame();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(0.95 * times.length)];
})()`;
