import { PNG } from 'pngjs';
import { FONT_FAMILY } from '../../reports/pictures/pictureFont.js';
import { PNG_SCALE, pngOf } from './pngOf.js';

const svg = (text: string, font = FONT_FAMILY): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><rect width="200" height="40" fill="#fff"/><text x="10" y="25" font-size="14" font-family="${font}">${text}</text></svg>`;
const draw = async (source: string): Promise<PNG> => PNG.sync.read(Buffer.from(await pngOf(source)));
const dark = ({ data }: PNG): number => data.filter((value, index) => index % 4 === 0 && value < 128).length;

test('a picture is drawn at twice its size, with text, by the font that comes with the package', async () => {
  const one = await draw(svg('temperature_f'));
  expect([one.width, one.height]).toEqual([200 * PNG_SCALE, 40 * PNG_SCALE]);
  expect(dark(one)).toBeGreaterThan(500);
  expect(dark(await draw(svg('')))).toBe(0);
  expect(one.data.equals((await draw(svg('humidity_pct'))).data)).toBe(false);
  // no machine's own fonts are asked
  expect(one.data.equals((await draw(svg('temperature_f', 'DejaVu Sans, sans-serif'))).data)).toBe(true);
});

test('what the font lacks becomes a box a character, however many code points it has', async () => {
  const box = await draw(svg('a □□ b'));
  expect((await draw(svg('a 👩‍👩‍👧漢 b'))).data.equals(box.data)).toBe(true);
  expect((await draw(svg('a ע\u202e b'))).data.equals(box.data)).toBe(true);
  expect((await draw(svg('a Жé b'))).data.equals(box.data)).toBe(false);
});

test('the library loads without asking the name service about each open connection', async () => {
  await draw(svg('x'));
  expect(process.report).toHaveProperty('excludeNetwork', true);
});

test('where the native part is missing, one error says what still works, and the next picture is tried again', async () => {
  const missing = () => Promise.reject(new Error("Cannot find module '@resvg/resvg-js-linux-x64-gnu'"));
  await expect(pngOf(svg('x'), missing)).rejects.toMatchObject({
    code: 'picture_unavailable',
    message:
      'no PNG on this machine, since the native part of @resvg/resvg-js cannot be loaded; overlay.svg has the same picture',
  });
  expect((await draw(svg('x'))).width).toBe(200 * PNG_SCALE);
});
