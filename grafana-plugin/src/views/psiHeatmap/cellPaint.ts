import {
  colorManipulator,
  type Field,
  FieldType,
  getDisplayProcessor,
  getScaleCalculator,
  type GrafanaTheme2,
} from '@grafana/data';
import { paletteOf } from '../../drawing/palette';
import { SEVERITIES } from '../../frames/severity';
import { type Cells, type Heatmap, INCONCLUSIVE } from './heatmap';
import type { PsiHeatmapOptions } from './options';
import { colourScale, scaleMaximum } from './colourScale';

/** How cells look: a fill, hatching, or both. */
export interface CellStyle {
  readonly fill?: string;
  readonly lines?: string;
}

/** The looks of all cells. Later styles are drawn over earlier ones, so that of cells narrower than a pixel the worst is seen. */
export interface CellPaint {
  readonly styles: readonly CellStyle[];
  /** Of each cell: place in `styles`. */
  readonly styleOf: Uint16Array;
}

/** Without a score: no colour, for any would say something. */
export function noEvidence(theme: GrafanaTheme2): CellStyle {
  return { lines: theme.isDark ? '#7b8794' : '#8a96a3' };
}

export function cellPaint(heatmap: Heatmap, options: PsiHeatmapOptions, theme: GrafanaTheme2): CellPaint {
  switch (options.colour) {
    case 'thresholds':
      return displayPaint(heatmap, options.hatch, theme);
    case 'scale':
      return scalePaint(heatmap, options.hatch, theme);
    default:
      return severityPaint(heatmap.cells, options.hatch, theme);
  }
}

/** How much of its colour a line keeps that hatches what is no change, so that changes stand out where most cells are hatched. */
const FAINT = 0.4;

/** What chance explains is drawn as no change, hatched faintly in the colour that it would have. */
function severityPaint({ severity, apparent, unproven }: Cells, hatch: boolean, theme: GrafanaTheme2): CellPaint {
  const { area, mark } = paletteOf(theme);
  const plain = SEVERITIES.map((each): CellStyle => ({ fill: area[each] }));
  const hatched = SEVERITIES.slice(1).map((each): CellStyle => ({
    fill: area.none,
    lines: colorManipulator.alpha(mark[each], FAINT),
  }));
  const [none = {}, ...changes] = plain;
  const styles = [noEvidence(theme), none, ...hatched, ...changes];
  const styleOf = Uint16Array.from(severity, (each, cell) => {
    if (each === INCONCLUSIVE) {
      return 0;
    }
    if (each === 0) {
      return 1 + (hatch && unproven[cell] === 1 ? (apparent[cell] ?? 0) : 0);
    }
    return hatched.length + 1 + each;
  });
  return { styles, styleOf };
}

/** As many steps as an eye tells apart. */
const LEVELS = 64;

function scalePaint(heatmap: Heatmap, hatch: boolean, theme: GrafanaTheme2): CellPaint {
  const maximum = scaleMaximum(heatmap);
  const colour = colourScale(theme, 1);
  const styles: CellStyle[] = [noEvidence(theme)];
  for (let level = 0; level < LEVELS; level++) {
    const fill = colour(level / (LEVELS - 1));
    styles.push({ fill }, { fill, lines: lineUpon(fill, theme) });
  }
  const { score, unproven } = heatmap.cells;
  const styleOf = Uint16Array.from(score, (value, cell) => {
    if (Number.isNaN(value)) {
      return 0;
    }
    const level = maximum > 0 ? Math.round(Math.min(Math.max(value / maximum, 0), 1) * (LEVELS - 1)) : 0;
    return 1 + 2 * level + (hatch && unproven[cell] === 1 ? 1 : 0);
  });
  return { styles, styleOf };
}

/** The colours of the field's configuration: thresholds, mappings, overrides. */
function displayPaint({ rows, cells }: Heatmap, hatch: boolean, theme: GrafanaTheme2): CellPaint {
  const found = new Map<string, { style: CellStyle; place: number; most: number }>();
  const places = new Uint16Array(cells.score.length);
  for (const { field, first, end } of rows) {
    const colourOf = fieldColours(field, theme);
    for (let cell = first; cell < end; cell++) {
      const score = cells.score[cell] ?? NaN;
      const hatched = hatch && cells.unproven[cell] === 1;
      const fill = Number.isNaN(score) ? undefined : (colourOf(score) ?? theme.colors.text.disabled);
      const key = `${fill} ${hatched}`;
      const known = found.get(key);
      if (known) {
        known.most = Math.max(known.most, score);
        places[cell] = known.place;
      } else {
        const style =
          fill === undefined ? noEvidence(theme) : { fill, lines: hatched ? lineUpon(fill, theme) : undefined };
        places[cell] = found.size;
        found.set(key, { style, place: found.size, most: Number.isNaN(score) ? -Infinity : score });
      }
    }
  }
  const sorted = Array.from(found.values()).sort((a, b) => a.most - b.most || a.place - b.place);
  const drawn = new Uint16Array(sorted.length);
  sorted.forEach(({ place }, index) => (drawn[place] = index));
  return { styles: sorted.map(({ style }) => style), styleOf: places.map((place) => drawn[place] ?? 0) };
}

/** A value's colour as Grafana would show it; without writing out the value where only mappings could need that. */
function fieldColours(field: Field, theme: GrafanaTheme2): (value: number) => string | undefined {
  if (field.type === FieldType.number && (field.config.mappings ?? []).length === 0) {
    const scale = getScaleCalculator(field, theme);
    return (value) => scale(value).color;
  }
  const display = field.display ?? getDisplayProcessor({ field, theme });
  return (value) => display(value).color;
}

/** Lines that are seen upon a colour, which stays the stronger of the two. */
function lineUpon(fill: string, theme: GrafanaTheme2): string {
  try {
    return colorManipulator.alpha(theme.colors.getContrastText(fill), 0.5);
  } catch {
    return theme.colors.text.primary; // a colour in a notation that Grafana does not know
  }
}
