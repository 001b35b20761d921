import type { Runtime, Spec } from 'vega';
import type { TopLevelSpec } from 'vega-lite';
import { escapeMarkup } from '../text.js';
import type { Palette } from './palette.js';

/** One of several panels side by side or one below another. */
export type Panel = Extract<TopLevelSpec, { concat: unknown }>['concat'][number];

/** A picture whose shape is compiled once and whose data are swapped in for each feature. */
export interface Template {
  /** Unique among templates of one palette. */
  readonly id: string;
  readonly spec: (palette: Palette) => TopLevelSpec;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** Room left and top of the first panel, for labels. */
  readonly left: number;
  readonly top: number;
  readonly data: Readonly<Record<string, readonly object[]>>;
  /** What the picture shows, for those who cannot see it. */
  readonly description: string;
}

const compiled = new Map<Palette, Map<string, Promise<Runtime>>>();

/**
 * Draws to SVG without a browser. Compiling takes some 50 ms and is done once for each template and palette;
 * loading the library, done on first use, takes longer still and spares commands that draw nothing.
 */
export async function renderSvg(template: Template, palette: Palette, drawing: Drawing): Promise<string> {
  const { View, Error: errorLevel } = await import('vega');
  const runtime = await runtimeOf(template, palette);
  const view = new View(runtime, { renderer: 'none', logLevel: errorLevel });
  try {
    view.padding({ left: drawing.left, top: drawing.top, right: 0, bottom: 0 });
    for (const [name, rows] of Object.entries(drawing.data)) view.data(name, [...rows]);
    return tidy(await view.toSVG(), drawing);
  } finally {
    view.finalize();
  }
}

function runtimeOf(template: Template, palette: Palette): Promise<Runtime> {
  const known = compiled.get(palette) ?? new Map<string, Promise<Runtime>>();
  compiled.set(palette, known);
  const runtime = known.get(template.id) ?? compileTemplate(template, palette);
  known.set(template.id, runtime);
  return runtime;
}

async function compileTemplate(template: Template, palette: Palette): Promise<Runtime> {
  const { parse } = await import('vega');
  const { compile } = await import('vega-lite');
  const { font, muted, line } = palette;
  const axis = {
    aria: false,
    domain: false,
    ticks: false,
    labelColor: muted,
    gridColor: line,
    labelFontSize: 11,
    labelPadding: 6,
  };
  const { spec } = compile(template.spec(palette), {
    config: { background: undefined, font, view: { stroke: null }, axis, text: { fontSize: 11 } },
  });
  // Sizes are ours: without a canvas text is measured by guess, and pictures would differ in width.
  const fixed: Spec = { ...spec, autosize: 'none' };
  return parse(fixed);
}

const emptyGroups =
  /<path class="(?:background|foreground)"[^>]*><\/path>|<path class="(?:background|foreground)"[^>]*\/>/g;
const described =
  /<path aria-label="([^"]*)" role="graphics-symbol" aria-roledescription="[^"]*"([^>]*?)(?:\/>|><\/path>)/g;

/** Scales with the page, tells its content to screen readers, shows tooltips, and weighs a third. */
function tidy(svg: string, { width, height, description }: Drawing): string {
  return svg
    .replace(
      /^<svg[^>]*>/,
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeMarkup(description)}">`,
    )
    .replace(emptyGroups, '')
    .replace(described, '<path$2><title>$1</title></path>')
    .replace(/<[^>]+>/g, (tag) => (tag.startsWith('<svg') ? tag : slim(tag)));
}

function slim(tag: string): string {
  return tag
    .replace(/ (?:class|role|aria-roledescription|aria-hidden|pointer-events)="[^"]*"/g, '')
    .replace(/ (?:opacity|stroke-opacity)="1"/g, '')
    .replace(
      / (d|transform|x2|y2)="([^"]*)"/g,
      (_, name: string, value: string) => ` ${name}="${value.replace(/(\.\d)\d+/g, '$1')}"`,
    );
}
