import pLimit from 'p-limit';
import { DriftError } from '../../errors.js';
import { FONT_FAMILY, fontFiles, pictureFont } from '../../reports/pictures/pictureFont.js';

/** Pixels of the picture for one of the drawing: sharp on dense screens, and a fifth quicker to draw than at two. */
export const PNG_SCALE = 1.5;

/** Before it loads, it asks Node for a report of the process to learn which C library there is. */
function loadResvg() {
  // that report asks the name service who is at the other end of each connection, and all else waits meanwhile
  Object.assign(process.report, { excludeNetwork: true });
  return import('@resvg/resvg-js');
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const oneAtATime = pLimit(1);

/**
 * An SVG as PNG, drawn on the thread pool, so that scrapes are answered meanwhile. Characters that the font lacks become boxes.
 * @param load the library, loaded on first use
 * @throws DriftError `picture_unavailable` where the library's native part is missing
 */
export async function pngOf(svg: string, load = loadResvg): Promise<Uint8Array> {
  const { renderAsync } = await load().catch((cause: unknown) => {
    const message =
      'no PNG on this machine, since the native part of @resvg/resvg-js cannot be loaded; overlay.svg has the same picture';
    throw new DriftError('picture_unavailable', message, { cause });
  });
  const drawable = await withBoxes(svg);
  const image = await oneAtATime(() =>
    renderAsync(drawable, {
      fitTo: { mode: 'zoom', value: PNG_SCALE },
      font: {
        loadSystemFonts: false,
        fontFiles: Object.values(fontFiles),
        defaultFontFamily: FONT_FAMILY,
      },
      logLevel: 'off',
    }),
  );
  return image.asPng();
}

/** One box for each character that the font lacks, however many code points it is made of. */
async function withBoxes(svg: string): Promise<string> {
  const font = await pictureFont();
  const boxed = (segment: string): string => (Array.from(segment).every(font.has) ? segment : '\u25a1');
  return svg.replace(/[^\u0000-\u007f]+/g, (text) =>
    Array.from(segmenter.segment(text), ({ segment }) => boxed(segment)).join(''),
  );
}
