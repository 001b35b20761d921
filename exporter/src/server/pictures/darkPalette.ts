import { lightPalette, type Palette } from '../../reports/pictures/palette.js';

/** For a picture that stands alone on a dark page: the colours of the dark report. */
export const darkPalette: Palette = {
  font: lightPalette.font,
  text: '#e7ebf1',
  muted: '#9ba8b8',
  line: '#2a323d',
  reference: '#d7dfea',
  current: '#3f6cb0',
  severity: {
    none: '#8492a4',
    small: '#d5b23c',
    significant: '#ef9748',
    critical: '#ff9a90',
    inconclusive: '#9ba8b8',
  },
  chip: {
    none: { fill: '#252d37', text: '#b4c0ce' },
    small: { fill: '#6a5a1c', text: '#fdf1c2' },
    significant: { fill: '#d27f2a', text: '#1c0f00' },
    critical: { fill: '#ff9a90', text: '#2b0608' },
    inconclusive: { fill: '#252d37', text: '#b4c0ce' },
  },
  band: { none: '#181e26', small: '#262416', significant: '#2f2419', critical: '#361f23' },
};
