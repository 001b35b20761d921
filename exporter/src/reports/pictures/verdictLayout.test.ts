import fc from 'fast-check';
import { hostileNames } from '../../../../test/support/outcomes.js';
import { pictureFont, type PictureFont } from './pictureFont.js';
import { MARGIN, PICTURE_WIDTH, verdictLayout, type PictureVerdict, type TextLine } from './verdictLayout.js';

const font = await pictureFont();
const verdict: PictureVerdict = {
  model: 'flights',
  feature: 'temperature_f',
  severity: 'critical',
  reason: 'Mean 36 → 81.6: PSI 10.4 (critical from 0.25; up to 0.001 is noise)',
  facts: ['Last 7d: 2013-12-24 00:00 to 2013-12-31 00:00 (America/New York)', 'Not active'],
  legend: { reference: 'reference, 49,017 rows', current: 'last 7d, 5,824 rows' },
};

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function boxOf({ x, y, text, size, weight, anchor }: TextLine, measured: PictureFont): Box {
  const width = measured.width(text, size, weight);
  const left = anchor === 'start' ? x : x - width;
  return { left, right: left + width, top: y - size * 0.75, bottom: y + size * 0.22 };
}

/** Nothing lies outside or on something else. */
function expectTidy(shown: PictureVerdict): void {
  const { lines, swatches, chip, height } = verdictLayout(shown, font);
  const boxes = [
    ...lines.map((line) => boxOf(line, font)),
    ...swatches.map(({ x, y }) => ({ left: x, right: x + 11, top: y, bottom: y + 11 })),
  ];
  for (const [index, one] of boxes.entries()) {
    expect(one.left).toBeGreaterThanOrEqual(MARGIN);
    expect(one.right).toBeLessThanOrEqual(PICTURE_WIDTH - MARGIN);
    expect(one.bottom).toBeLessThanOrEqual(height);
    for (const other of boxes.slice(index + 1)) {
      const apart =
        one.right <= other.left ||
        other.right <= one.left ||
        one.bottom <= other.top ||
        other.bottom <= one.top;
      expect({ apart, one, other }).toMatchObject({ apart: true });
    }
  }
  const [said] = lines.filter(({ ink }) => ink === 'chip').map((line) => boxOf(line, font));
  expect(said?.left).toBeGreaterThan(chip.x);
  expect(said?.right).toBeLessThan(chip.x + chip.width);
}

const texts = (shown: PictureVerdict): string[] => verdictLayout(shown, font).lines.map(({ text }) => text);

test('says severity by mark, word and colour, and all else in words', () => {
  const said = texts(verdict).join(' ');
  for (const part of ['!! critical', 'flights', 'temperature_f', verdict.reason, ...verdict.facts])
    expect(said).toContain(part);
  expect(said).toContain('reference, 49,017 rows last 7d, 5,824 rows');
  expect(texts({ ...verdict, severity: 'none' })).toContain('none');
  expect(texts({ ...verdict, severity: 'inconclusive', word: 'no result' })).toContain('? no result');
});

test('whatever the names, nothing is cut, overlaps or grows without end', () => {
  expectTidy(verdict);
  for (const name of [...hostileNames, 'W'.repeat(1000), '漢'.repeat(1000), 'many words '.repeat(90)]) {
    const long = {
      ...verdict,
      model: name,
      feature: name,
      reason: `${name} ${verdict.reason}`,
      facts: [name],
    };
    expectTidy(long);
    expect(verdictLayout(long, font).height).toBeLessThan(270);
  }
  const any = fc.string({ unit: 'grapheme', maxLength: 300 });
  fc.assert(
    fc.property(any, any, any, (model, feature, reason) => {
      expectTidy({ ...verdict, model, feature, reason, facts: [reason] });
    }),
    { numRuns: 50 },
  );
});

test('a long category leaves room for the numbers behind it', () => {
  const reason = `${JSON.stringify(`say "hi" ${'x'.repeat(900)}`)} 3 % → 22 %: PSI 1.28 (critical from 0.25)`;
  const said = texts({ ...verdict, reason }).join(' ');
  expect(said).toContain('…" 3 % → 22 %: PSI 1.28 (critical from 0.25)');
});

test('nothing in a name can reorder or hide what stands around it', () => {
  const [, , title] = texts({ ...verdict, feature: 'a\u202eb\u0000c' });
  expect(title).toBe('a\ufffdb\ufffdc');
});

test('the font has what texts of the exporter are written with', () => {
  for (const character of '→ − × ⁻⁰¹²³⁴⁵⁶⁷⁸⁹ ≤ ≥ ∞ … · σ χ “ ” % \u202f äöüßéñ Жя Ωλ □') {
    expect({ character, has: font.has(character) }).toEqual({ character, has: true });
  }
  for (const character of '漢עع👩') expect(font.has(character)).toBe(false);
  expect(font.width('W', 10)).toBeGreaterThan(2 * font.width('i', 10));
  expect(font.width('drift', 10, 'bold')).toBeGreaterThan(font.width('drift', 10));
  expect(font.width('drift', 20)).toBeCloseTo(2 * font.width('drift', 10), 9);
});
