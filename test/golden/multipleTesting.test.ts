import { benjaminiHochberg } from '../../exporter/src/detection/falseDiscovery.js';
import { expectGolden, readGolden } from './golden.js';

interface MultipleTestingCase {
  readonly p_values: number[];
  readonly benjamini_hochberg: number[];
}

const cases = readGolden<{ multiple_testing: MultipleTestingCase[] }>('scipy.json').multiple_testing;

test.each(cases)('Benjamini–Hochberg equals false_discovery_control %#', (golden) => {
  const adjusted = benjaminiHochberg(golden.p_values);
  golden.benjamini_hochberg.forEach((expected, index) => {
    expectGolden(adjusted[index], expected, `p-value ${index}`);
  });
});
