import { FieldColorModeId, type GrafanaTheme2, ThresholdsMode } from '@grafana/data';
import { scoreText } from '../../drawing/numbers';
import { paletteOf } from '../../drawing/palette';
import type { Thresholds } from '../../frames/severity';
import { type CellStyle, noEvidence } from './cellPaint';
import { scaleMaximum } from './colourScale';
import { type Heatmap, INCONCLUSIVE } from './heatmap';
import type { PsiHeatmapOptions } from './options';
import { LEVELS, thresholdsAt } from './thresholds';

export interface LegendItem {
  readonly text: string;
  readonly style: CellStyle;
  /** The whole story, on hover. */
  readonly title?: string;
  /** A continuous scale: from 0 to the text. */
  readonly gradient?: boolean;
}

/** What the colours mean, and hatching and blanks where there are any. */
export function legendItems(heatmap: Heatmap, options: PsiHeatmapOptions, theme: GrafanaTheme2): LegendItem[] {
  return [...colourItems(heatmap, options, theme), ...absenceItems(heatmap, options, theme)];
}

function colourItems(heatmap: Heatmap, options: PsiHeatmapOptions, theme: GrafanaTheme2): LegendItem[] {
  switch (options.colour) {
    case 'thresholds':
      return displayItems(heatmap, theme);
    case 'scale':
      return [{ text: scoreText(scaleMaximum(heatmap), heatmap.rows[0]?.field), style: {}, gradient: true }];
    default:
      return severityItems(heatmap, theme);
  }
}

function severityItems({ rows, to }: Heatmap, theme: GrafanaTheme2): LegendItem[] {
  const { area } = paletteOf(theme);
  const all = rows.map(({ thresholds }) => thresholdsAt(thresholds, to));
  const items = LEVELS.map((severity): LegendItem => {
    const values = new Set(all.flatMap((thresholds: Thresholds) => thresholds[severity] ?? []));
    const [value] = values;
    const one = value !== undefined && values.size === 1;
    const limit = one ? ` ≥ ${scoreText(value, rows[0]?.field)}` : values.size > 1 ? ' (own thresholds)' : '';
    const title = values.size > 1 ? 'Features have thresholds of their own: see the tooltip.' : undefined;
    return { text: `${severity}${limit}`, style: { fill: area[severity] }, title };
  });
  return [{ text: 'none', style: { fill: area.none } }, ...items];
}

/** The steps of the fields' configuration where all fields share them, and are coloured by them. */
function displayItems({ rows }: Heatmap, theme: GrafanaTheme2): LegendItem[] {
  const configurations = new Set(
    rows.map(({ field: { config } }) => JSON.stringify([config.color?.mode, config.thresholds, config.mappings ?? []]))
  );
  const [first] = rows;
  const { thresholds, color } = first?.field.config ?? {};
  const shared = configurations.size === 1 && thresholds?.mode === ThresholdsMode.Absolute;
  if (!shared || (color?.mode ?? FieldColorModeId.Thresholds) !== FieldColorModeId.Thresholds) {
    return [{ text: 'colours as each field is configured', style: {} }];
  }
  const { steps } = thresholds;
  return steps.map(({ value, color: name }, index) => {
    const next = steps[index + 1];
    const lowest = !Number.isFinite(value);
    const range = lowest
      ? next
        ? `< ${scoreText(next.value, first?.field)}`
        : 'any value'
      : `≥ ${scoreText(value, first?.field)}`;
    return { text: range, style: { fill: theme.visualization.getColorByName(name) } };
  });
}

function absenceItems({ cells, gaps }: Heatmap, { hatch }: PsiHeatmapOptions, theme: GrafanaTheme2): LegendItem[] {
  const items: LegendItem[] = [];
  const within = hatch && cells.unproven.includes(1);
  if (within || cells.severity.includes(INCONCLUSIVE)) {
    const title = within
      ? 'The score does not rise above what chance explains, or too few rows tell.'
      : 'Inconclusive: too few rows tell.';
    items.push({ text: 'no evidence', style: noEvidence(theme), title });
  }
  if (gaps) {
    items.push({ text: 'no data', style: {}, title: 'The data has nothing at that time.' });
  }
  return items;
}
