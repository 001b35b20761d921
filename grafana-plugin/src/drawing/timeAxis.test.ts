import { timeTicks } from './timeAxis';

const at = (text: string): number => Date.parse(text);
const texts = (from: string, to: string, width: number, zone: string): string[] =>
  timeTicks(at(from), at(to), width, zone).map(({ text }) => text);

describe('timeTicks', () => {
  it('marks round hours of the zone', () => {
    expect(texts('2026-03-01T00:10:00Z', '2026-03-01T06:10:00Z', 400, 'utc')).toEqual([
      '01:00',
      '02:00',
      '03:00',
      '04:00',
      '05:00',
      '06:00',
    ]);
    const [first] = timeTicks(at('2026-03-01T00:10:00Z'), at('2026-03-01T06:10:00Z'), 400, 'Asia/Kolkata');
    expect(first).toEqual({ time: at('2026-03-01T00:30:00Z'), text: '06:00' });
  });

  it('marks midnights of the zone across a change of clocks', () => {
    const ticks = timeTicks(at('2026-03-27T00:00:00Z'), at('2026-04-01T00:00:00Z'), 400, 'Europe/Berlin');
    expect(ticks.map(({ text }) => text)).toEqual(['03/28', '03/29', '03/30', '03/31', '04/01']);
    expect(ticks.map(({ time }) => new Date(time).toISOString().slice(11, 16))).toEqual([
      '23:00',
      '23:00',
      '22:00',
      '22:00',
      '22:00',
    ]);
  });

  it('marks an hour that clocks skip no second time', () => {
    expect(texts('2026-03-29T00:00:00Z', '2026-03-29T04:00:00Z', 250, 'Europe/Berlin')).toEqual([
      '01:00',
      '03:00',
      '04:00',
      '05:00',
      '06:00',
    ]);
  });

  it('keeps ascending, distinct times where clocks go back', () => {
    const ticks = timeTicks(at('2026-10-24T20:00:00Z'), at('2026-10-25T06:00:00Z'), 700, 'Europe/Berlin');
    const times = ticks.map(({ time }) => time);
    expect(times).toEqual(Array.from(new Set(times)).sort((a, b) => a - b));
    expect(times.length).toBeGreaterThan(5);
  });

  it('writes only as much as tells its marks apart', () => {
    expect(texts('2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z', 500, 'utc')[1]).toMatch(/^00:00:00\.\d00$/);
    expect(texts('2026-01-01T00:00:00Z', '2026-01-01T00:01:00Z', 500, 'utc')[1]).toMatch(/^00:00:\d\d$/);
    expect(texts('2026-01-01T00:00:00Z', '2026-01-03T00:00:00Z', 500, 'utc')).toContain('01/02 12:00');
    expect(texts('2026-01-01T00:00:00Z', '2026-06-01T00:00:00Z', 700, 'utc')).toContain('02/01');
    expect(texts('2024-01-01T00:00:00Z', '2026-01-01T00:00:00Z', 900, 'utc')).toContain('2024-07');
    expect(texts('2015-01-01T00:00:00Z', '2026-01-01T00:00:00Z', 400, 'utc')).toContain('2024');
  });

  it.each([60, 200, 400, 1000, 2000])('leaves room between the labels on %i pixels', (width) => {
    for (const hours of [0.001, 0.1, 1, 5, 24, 30, 100, 168, 720, 3000, 9000, 50000]) {
      const from = at('2026-02-03T04:05:06Z');
      const range = hours * 3_600_000;
      const ticks = timeTicks(from, from + range, width, 'America/New_York');
      expect(ticks.length).toBeLessThanOrEqual(Math.max(1, width / 30));
      ticks.slice(1).forEach(({ time, text }, index) => {
        const pixels = ((time - (ticks[index]?.time ?? 0)) / range) * width;
        expect(pixels).toBeGreaterThan(text.length * 6);
      });
    }
  });

  it('finds at least two marks on a usual width', () => {
    for (const hours of [0.25, 1, 6, 24, 48, 168, 720, 2160, 8760]) {
      const from = at('2026-02-03T04:05:06Z');
      expect(timeTicks(from, from + hours * 3_600_000, 400, 'Australia/Lord_Howe').length).toBeGreaterThanOrEqual(2);
    }
  });

  it('is empty without a range or a width', () => {
    expect(timeTicks(5, 5, 100, 'utc')).toEqual([]);
    expect(timeTicks(9, 5, 100, 'utc')).toEqual([]);
    expect(timeTicks(NaN, 5, 100, 'utc')).toEqual([]);
    expect(timeTicks(0, Infinity, 100, 'utc')).toEqual([]);
    expect(timeTicks(0, 5000, 0, 'utc')).toEqual([]);
  });
});
