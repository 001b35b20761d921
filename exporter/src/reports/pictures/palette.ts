import type { Severity } from '../../detection/result.js';

/** Colours and font of a picture, as anything that CSS takes where the picture is shown. */
export interface Palette {
  readonly font: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly reference: string;
  readonly current: string;
  readonly severity: Readonly<Record<Severity, string>>;
  /** A severity's name on its colour. */
  readonly chip: Readonly<Record<Severity, { readonly fill: string; readonly text: string }>>;
  /** Backgrounds of threshold bands; `none` is that of whatever the picture lies on. */
  readonly band: Readonly<Record<'none' | 'small' | 'significant' | 'critical', string>>;
}

/** Colours of the page that the picture stands in, light or dark. */
export const pagePalette: Palette = {
  font: 'inherit',
  text: 'var(--text)',
  muted: 'var(--muted)',
  line: 'var(--line)',
  reference: 'var(--reference)',
  current: 'var(--current)',
  severity: {
    none: 'var(--none-mark)',
    small: 'var(--small-mark)',
    significant: 'var(--significant-mark)',
    critical: 'var(--critical-mark)',
    inconclusive: 'var(--muted)',
  },
  chip: {
    none: { fill: 'var(--none)', text: 'var(--none-text)' },
    small: { fill: 'var(--small)', text: 'var(--small-text)' },
    significant: { fill: 'var(--significant)', text: 'var(--significant-text)' },
    critical: { fill: 'var(--critical)', text: 'var(--critical-text)' },
    inconclusive: { fill: 'var(--none)', text: 'var(--none-text)' },
  },
  band: {
    none: 'var(--band-none)',
    small: 'var(--band-small)',
    significant: 'var(--band-significant)',
    critical: 'var(--band-critical)',
  },
};

/** For a picture that stands alone on white, such as one in a message. */
export const lightPalette: Palette = {
  font: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  text: '#1c2430',
  muted: '#5d6878',
  line: '#dfe4ea',
  reference: '#333f50',
  current: '#8fb4e8',
  severity: {
    none: '#8a95a5',
    small: '#b98a00',
    significant: '#d2691e',
    critical: '#a3182e',
    inconclusive: '#5d6878',
  },
  chip: {
    none: { fill: '#e9edf1', text: '#4b5665' },
    small: { fill: '#f8e4a0', text: '#4d3a00' },
    significant: { fill: '#ef9f57', text: '#341800' },
    critical: { fill: '#a3182e', text: '#ffffff' },
    inconclusive: { fill: '#e9edf1', text: '#4b5665' },
  },
  band: { none: '#ffffff', small: '#fdf6e0', significant: '#fdeadb', critical: '#fae3e3' },
};
