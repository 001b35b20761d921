import { segmentCode, segmentName, segmentNames } from './segments.js';

test('no two segments share a name', () => {
  const values = ['', 'AA', 'other', '"other"', '""other""', 'others', 'a=b, "c"\n'];
  const names = segmentNames({ column: 'carrier', values });
  expect(names).toEqual([
    'carrier=',
    'carrier=AA',
    'carrier="other"',
    'carrier=""other""',
    'carrier="""other"""',
    'carrier=others',
    'carrier=a=b, "c"\n',
    'carrier=other',
  ]);
  expect(new Set(names).size).toBe(values.length + 1);
  expect(segmentName('carrier', undefined)).toBe('carrier=other');
});

test('a column of which no value is chosen is all rest', () => {
  expect(segmentNames({ column: 'carrier', values: [] })).toEqual(['carrier=other']);
  expect(segmentCode({ column: 'carrier', values: [] }, 'text')).toBe('0');
});
