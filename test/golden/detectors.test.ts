import { adwin, type AdwinState } from '../../exporter/src/detection/concept/adwin.js';
import type { CusumState } from '../../exporter/src/detection/concept/cusum.js';
import type { DdmState } from '../../exporter/src/detection/concept/ddm.js';
import type { ChangeDetector, DetectorState } from '../../exporter/src/detection/concept/detector.js';
import type { EddmState } from '../../exporter/src/detection/concept/eddm.js';
import type { HddmAState } from '../../exporter/src/detection/concept/hddmA.js';
import type { HddmWState } from '../../exporter/src/detection/concept/hddmW.js';
import * as detectors from '../../exporter/src/detection/concept/index.js';
import type { PageHinkleyState } from '../../exporter/src/detection/concept/pageHinkley.js';
import { streamValues, type StreamPlan } from './detectorStream.js';
import { readGolden } from './golden.js';

type Known = readonly (number | null)[];

interface Case {
  readonly detector: string;
  readonly options: object;
  readonly stream: string;
  readonly drifts: number[];
  /** First and last index of each run of warnings. */
  readonly warnings: number[];
  readonly known: readonly (readonly [index: number, values: Known])[];
}

interface Golden {
  readonly streams: Readonly<Record<string, StreamPlan & { readonly last: number }>>;
  /** 300 doubles, little-endian. */
  readonly frouros_fixture: string;
  /** A digit a value. */
  readonly river_fixtures: readonly string[];
  readonly cases: readonly Case[];
}

const golden = readGolden<Golden>('detectors.json');
const plans = Object.entries(golden.streams);
const streams = new Map(plans.map(([name, plan]) => [name, streamValues(plan)]));
streams.set('frouros', doubles(golden.frouros_fixture));
golden.river_fixtures.forEach((digits, index) =>
  streams.set(`river ${index + 1}`, Array.from(digits, Number)),
);
const registered: readonly ChangeDetector[] = Object.values(detectors);

test.each(plans)('stream %s is that of the recording', (name, { last }) => {
  expect(streams.get(name)?.at(-1)).toBe(last);
});

test.each(registered.map(({ id }) => id))('%s says and knows what the library does', (id) => {
  const cases = golden.cases.filter(({ detector }) => detector === id);
  expect(cases.flatMap(({ drifts }) => drifts).length).toBeGreaterThan(10);
  for (const { options, stream, drifts, warnings, known } of cases) {
    const label = `${id} ${JSON.stringify(options)} on ${stream}`;
    const places = new Map(known);
    const said = run(id, options, stream, (index, state) => {
      const expected = places.get(index);
      if (expected !== undefined) expectKnown(knows(id, state), expected, `${label} at ${index}`);
    });
    expect({ label, ...said }).toEqual({ label, drifts, warnings });
  }
});

// frouros/tests/integration/test_concept_drift.py and river/drift/test_drift_detectors.py
const published: [stream: string, id: string, options: object, drifts: number[]][] = [
  ['frouros', 'cusum', { minInstances: 1 }, [113, 226]],
  ['frouros', 'page_hinkley', { minInstances: 1, mode: 'up', from: 'zero' }, [113, 227]],
  ['river 1', 'adwin', {}, [1023]],
  ['river 2', 'ddm', {}, [1049]],
  ['river 2', 'eddm', { alpha: 0.9, beta: 0.8 }, [1059]],
  ['river 2', 'hddm_a', {}, [1047]],
  ['river 3', 'hddm_a', { twoSided: true }, [531, 1015, 1545]],
  ['river 2', 'hddm_w', {}, [1018]],
  ['river 3', 'hddm_w', { twoSided: true }, [507, 1032, 1508]],
  ['river 2', 'hddm_w', { zeroIsNone: true }, [1018]],
  ['river 3', 'hddm_w', { zeroIsNone: true, twoSided: true }, [507, 1032, 1508]],
  ['river 3', 'page_hinkley', { mode: 'up' }, [588, 1681]],
  ['river 3', 'page_hinkley', { mode: 'down' }, [1172]],
  ['river 3', 'page_hinkley', {}, [588, 1097, 1585]],
];

test.each(published)(
  "on %s' fixture %s finds what the library's own tests expect %#",
  (stream, id, options, drifts) => {
    expect(run(id, options, stream).drifts).toEqual(drifts);
  },
);

function run(
  id: string,
  options: object,
  stream: string,
  at: (index: number, state: DetectorState) => void = () => undefined,
): Pick<Case, 'drifts' | 'warnings'> {
  const detector = registered.find((one) => one.id === id) ?? adwin;
  const all = { ...detector.defaults, ...options };
  const state: DetectorState = detector.start();
  const drifts: number[] = [];
  const warnings: number[] = [];
  (streams.get(stream) ?? []).forEach((value, index) => {
    (detector as ChangeDetector).update(state, value, all);
    if (state.drift) drifts.push(index);
    if (state.warning === true) {
      if (warnings.at(-1) === index - 1) warnings[warnings.length - 1] = index;
      else warnings.push(index, index);
    }
    at(index, state);
  });
  return { drifts, warnings };
}

/** What the recording holds of a detector, from ours. */
function knows(id: string, state: DetectorState): Known {
  switch (id) {
    case 'adwin': {
      const { width, total, squares, drift } = state as AdwinState;
      return [width, total, squares, total / width, drift ? 1 : 0];
    }
    case 'ddm': {
      const { errors, best } = state as DdmState;
      return [errors.mean, best?.rate ?? null, best?.deviation ?? null];
    }
    case 'eddm': {
      const { distances, squares, most } = state as EddmState;
      return [distances.mean, distances.n > 1 ? squares / (distances.n - 1) : 0, most];
    }
    case 'hddm_a': {
      const { all, lowest, highest } = state as HddmAState;
      return [all, lowest, highest].flatMap(({ n, mean }) => [n, mean]);
    }
    case 'hddm_w': {
      const { all, lowest } = state as HddmWState;
      return [all, lowest.before, lowest.since].flatMap((sample) => [sample.mean, sample.squaredWeights]);
    }
    case 'page_hinkley': {
      const { values, increase, leastIncrease, decrease, mostDecrease } = state as PageHinkleyState;
      return [values.mean, increase, leastIncrease, decrease, mostDecrease];
    }
    default: {
      const { values, sum } = state as CusumState;
      return [values.mean, sum];
    }
  }
}

/** To 1e-9, relative or, where it is the difference of larger numbers, absolute. */
function expectKnown(actual: Known, expected: Known, label: string): void {
  expected.forEach((value, index) => {
    const ours = actual[index];
    const isSame =
      value === null
        ? ours === null
        : typeof ours === 'number' && Math.abs(ours - value) <= 1e-9 * Math.max(1, Math.abs(value));
    if (!isSame) throw new Error(`${label}: ${ours}, recorded ${value}`);
  });
}

function doubles(base64: string): number[] {
  const bytes = Buffer.from(base64, 'base64');
  return Array.from({ length: bytes.length / 8 }, (_, index) => bytes.readDoubleLE(8 * index));
}
