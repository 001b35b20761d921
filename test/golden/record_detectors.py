"""Records what river's and frouros' change detectors say of some streams in test/golden/detectors.json.

    pip install river==0.23.0 frouros==0.9.0 && python test/golden/record_detectors.py

Streams are not stored: `detectorStream.ts` draws the same from the same seeds, bit for bit (Mulberry32; a normal value is a sum of
twelve uniform ones less 6, which needs no logarithm). Of each run it records the indices of drifts and, as pairs of first and
last, those of warnings, and at some indices what the detector knows.
"""

import base64
import json
from importlib.metadata import version
from pathlib import Path

import numpy
import river
from frouros.detectors import concept_drift as other
from river import drift
from river.drift import binary
from river.drift.binary import hddm_w

MASK = 0xFFFFFFFF


class Draws:
    """Mulberry32, as test/support/randomness.ts."""

    def __init__(self, seed):
        self.state = seed & MASK

    def uniform(self):
        self.state = (self.state + 0x6D2B79F5) & MASK
        mixed = ((self.state ^ (self.state >> 15)) * (1 | self.state)) & MASK
        mixed = ((mixed + (((mixed ^ (mixed >> 7)) * (61 | mixed)) & MASK)) & MASK) ^ mixed
        return (mixed ^ (mixed >> 14)) / 2**32

    def normal(self):
        return sum(self.uniform() for _ in range(12)) - 6


def values_of(kind, seed, parts):
    draws = Draws(seed)
    for part in parts:
        start, end = part['from'], part.get('to', part['from'])
        for index in range(part['n']):
            level = start + (end - start) * (index / part['n'])
            if kind == 'bernoulli':
                yield 1 if draws.uniform() < level else 0
            elif kind == 'normal':
                yield level + part['deviation'] * draws.normal()
            elif kind == 'rate':
                yield sum(draws.uniform() < level for _ in range(part['rows'])) / part['rows']
            else:  # alternating
                yield end if index % 2 else start


def flat(n, level, **rest):
    return {'n': n, 'from': level, **rest}


def ramp(n, start, end, **rest):
    return {'n': n, 'from': start, 'to': end, **rest}


STREAMS = {
    'stable': ('bernoulli', 1, [flat(3000, 0.1)]),
    'abrupt': ('bernoulli', 2, [flat(1500, 0.1), flat(1500, 0.4)]),
    'abrupt, small': ('bernoulli', 3, [flat(2500, 0.1), flat(2500, 0.2)]),
    'there and back': ('bernoulli', 4, [flat(1000, 0.3), flat(1000, 0.7), flat(1000, 0.3)]),
    'gradual': ('bernoulli', 5, [flat(1000, 0.1), ramp(2000, 0.1, 0.5), flat(500, 0.5)]),
    'falling': ('bernoulli', 6, [flat(1200, 0.5), flat(1200, 0.1)]),
    'rare': ('bernoulli', 7, [flat(6000, 0.002), flat(1500, 0.02)]),
    'all 0': ('alternating', 0, [flat(1000, 0)]),
    'all 1': ('alternating', 0, [flat(1000, 1)]),
    '0, then 1': ('alternating', 0, [flat(700, 0), flat(100, 1), flat(700, 0)]),
    '0 and 1 in turn': ('alternating', 0, [ramp(1000, 0, 1)]),
    'one row': ('bernoulli', 8, [flat(1, 0.5)]),
    'few rows': ('bernoulli', 9, [flat(35, 0.5)]),
    'rates of buckets': ('rate', 10, [flat(300, 0.1, rows=50), ramp(300, 0.1, 0.3, rows=50), flat(300, 0.3, rows=50)]),
    'normal, stable': ('normal', 11, [flat(3000, 1, deviation=1)]),
    'normal, abrupt': ('normal', 12, [flat(1500, 0, deviation=1), flat(1500, 1, deviation=1)]),
    'normal, gradual': ('normal', 13, [flat(1000, 5, deviation=2), ramp(1500, 5, 1, deviation=2)]),
    'normal, wider': ('normal', 14, [flat(1500, 0, deviation=1), flat(1500, 0, deviation=5)]),
    'normal, large': ('normal', 15, [flat(800, 1e6, deviation=1e3), flat(800, 1.01e6, deviation=1e3)]),
    'all 3.7': ('alternating', 0, [flat(1000, 3.7)]),
    'two numbers in turn': ('alternating', 0, [ramp(1000, -2.5, 4.25)]),
    'normal, few': ('normal', 16, [flat(25, 0, deviation=1)]),
}
REAL = [name for name in STREAMS if STREAMS[name][0] == 'normal' or name in ('all 3.7', 'two numbers in turn')]
BUCKETS = ['rates of buckets']
BINARY = [name for name in STREAMS if name not in REAL + BUCKETS]


class PublishedSample(hddm_w.SampleInfo):
    """The weighted mean as published: the first value begins it, also where that is 0."""

    def update(self, x):
        weight = self._ewma.fading_factor
        self._own = x if not self._is_init else weight * x + (1 - weight) * self._own
        self._is_init = True
        self._ibc = self._lambd_sq + self._c_lambd_sq * self._ibc

    @property
    def ewma(self):
        return getattr(self, '_own', 0.0)


class PublishedHDDM_W(binary.HDDM_W):
    """river's, but for the weighted mean."""

    def update(self, x):
        self._with(PublishedSample, lambda: super(PublishedHDDM_W, self).update(x))

    def _reset(self):
        self._with(PublishedSample, super()._reset)

    @staticmethod
    def _with(sample, act):
        original, hddm_w.SampleInfo = hddm_w.SampleInfo, sample
        try:
            act()
        finally:
            hddm_w.SampleInfo = original


def finite(value):
    return None if value is None or numpy.isinf(value) else float(value)


def hddm_w_knows(d):
    samples = [d._total, d._s1_incr, d._s2_incr]
    return [value for sample in samples for value in (sample.ewma, sample.ibc)]


# our id, river's class, our names of its options, what is known
DETECTORS = {
    'adwin': (
        drift.ADWIN,
        {'delta': 'delta', 'clock': 'clock', 'maxBuckets': 'max_buckets', 'minWindowLength': 'min_window_length', 'gracePeriod': 'grace_period'},
        lambda d: [d.width, d.total, d.variance, d.estimation, d.n_detections],
        [{}, {'delta': 0.05, 'clock': 1, 'maxBuckets': 3, 'minWindowLength': 2, 'gracePeriod': 30}],
        BINARY + BUCKETS + REAL,
    ),
    'ddm': (
        binary.DDM,
        {'warmStart': 'warm_start', 'warningThreshold': 'warning_threshold', 'driftThreshold': 'drift_threshold'},
        lambda d: [d._p.get(), d._p_min, d._s_min],
        [{}, {'warmStart': 10, 'warningThreshold': 1, 'driftThreshold': 2}],
        BINARY,
    ),
    'eddm': (
        binary.EDDM,
        {'warmStart': 'warm_start', 'alpha': 'alpha', 'beta': 'beta'},
        lambda d: [d._error_distances.mean.get(), d._error_distances.get(), d._p2s_prime_max],
        [{}, {'warmStart': 50, 'alpha': 0.8, 'beta': 0.75}],
        BINARY,
    ),
    'hddm_a': (
        binary.HDDM_A,
        {'driftConfidence': 'drift_confidence', 'warningConfidence': 'warning_confidence', 'twoSided': 'two_sided_test'},
        lambda d: [value for mean in (d._z, d._x_min, d._x_max) for value in (mean.n, mean.get())],
        [{}, {'twoSided': True}, {'driftConfidence': 0.05, 'warningConfidence': 0.1}],
        BINARY + BUCKETS,
    ),
    'hddm_w': (
        binary.HDDM_W,
        {'driftConfidence': 'drift_confidence', 'warningConfidence': 'warning_confidence', 'lambda': 'lambda_val', 'twoSided': 'two_sided_test'},
        hddm_w_knows,
        [{}, {'twoSided': True}, {'driftConfidence': 0.05, 'warningConfidence': 0.1, 'lambda': 0.1}],
        BINARY + BUCKETS,
    ),
    'page_hinkley': (
        drift.PageHinkley,
        {'minInstances': 'min_instances', 'delta': 'delta', 'threshold': 'threshold', 'alpha': 'alpha', 'mode': 'mode'},
        lambda d: [finite(x) for x in (d._x_mean.get(), d._sum_increase, d._min_increase, d._sum_decrease, d._max_decrease)],
        [{}, {'minInstances': 10, 'delta': 0.05, 'threshold': 10, 'alpha': 0.99}, {'threshold': 20, 'mode': 'up'}, {'threshold': 20, 'mode': 'down'}],
        BINARY + BUCKETS + REAL,
    ),
}


def pairs(indices):
    runs = []
    for index in indices:
        if runs and index == runs[-1] + 1:
            runs[-1] = index
        else:
            runs += [index, index]
    return runs


def run(values, update, drifts, warns, knows):
    """What the detector says, and what it knows at five places and at the first drifts."""
    found, warned, known = [], [], []
    places = {len(values) * share // 5 - 1 for share in range(1, 6)}
    for index, value in enumerate(values):
        update(value)
        if drifts():
            found.append(index)
        if warns():
            warned.append(index)
        if index in places or (drifts() and len(found) <= 2):
            known.append([index, knows()])
    return {'drifts': found, 'warnings': pairs(warned), 'known': known}


def river_cases(streams):
    for identity, (create, names, knows, options, fed) in DETECTORS.items():
        variants = [(create, option) for option in options]
        if identity == 'hddm_w':
            variants = [(create, {**option, 'zeroIsNone': True}) for option in options]
            variants += [(PublishedHDDM_W, option) for option in options]
        for make, option in variants:
            for name in fed:
                d = make(**{names[key]: value for key, value in option.items() if key in names})
                said = run(
                    streams[name],
                    d.update,
                    lambda: d.drift_detected,
                    lambda: getattr(d, 'warning_detected', False),
                    lambda: knows(d),
                )
                yield {'detector': identity, 'options': option, 'stream': name, **said}


def frouros_case(identity, d, options, name, values, knows):
    def update(value):
        if d.drift:
            d.reset()
        d.update(value=value)

    said = run(values, update, lambda: d.drift, lambda: getattr(d, 'warning', False), lambda: knows(d))
    return {'detector': identity, 'options': options, 'stream': name, **said}


def cusum_knows(d):
    return [float(d.mean_error_rate.mean), float(d.sum_)]


def frouros_cases(streams):
    for options in ({}, {'minInstances': 5, 'delta': 0.2, 'threshold': 8}):
        for name in BINARY + BUCKETS + REAL:
            config = other.CUSUMConfig(
                min_num_instances=options.get('minInstances', 30),
                delta=options.get('delta', 0.005),
                lambda_=options.get('threshold', 50.0),
            )
            yield frouros_case('cusum', other.CUSUM(config), options, name, streams[name], cusum_knows)
    for name in BINARY + BUCKETS + REAL:
        yield frouros_case('page_hinkley', other.PageHinkley(), {'mode': 'up', 'from': 'zero'}, name, streams[name], lambda d: [])
    for name in ('abrupt', 'gradual', 'there and back'):
        # of the methods that both have, the others differ: ADWIN, EDDM and HDDM_A in their bounds, HDDM_W in its first mean
        yield frouros_case('ddm', other.DDM(), {'warmStart': 29}, name, streams[name], lambda d: [])


def frouros_fixture():
    """`stream_drift` of frouros/tests/conftest.py."""
    numpy.random.seed(31)
    parts = [numpy.random.normal(loc, scale, 100) for loc, scale in ((0, 0.5), (4, 0.2), (6, 0.5))]
    return base64.b64encode(numpy.concatenate(parts).astype('<f8').tobytes()).decode()


def river_fixtures():
    """`data_stream_1` to `3` of river/drift/test_drift_detectors.py, a digit a value."""
    random = numpy.random
    random.seed(12345)
    first = [*random.randint(2, size=1000), *random.randint(8, size=1000)]
    random.seed(12345)
    second = [random.binomial(1, rate) for rate in (0.2, 0.8) for _ in range(1000)]
    random.seed(12345)
    third = [value > 0 for level in (0, 0.25, 0, 0.25) for value in random.normal(level, 0.1, 500)]
    return [''.join(str(int(value)) for value in values) for values in (first, second, third)]


def main():
    streams = {name: list(values_of(*stream)) for name, stream in STREAMS.items()}
    tables = {
        'river': river.__version__,
        'frouros': version('frouros'),
        'numpy': numpy.__version__,
        'streams': {
            name: {'kind': kind, 'seed': seed, 'parts': parts, 'last': streams[name][-1]}
            for name, (kind, seed, parts) in STREAMS.items()
        },
        'frouros_fixture': frouros_fixture(),
        'river_fixtures': river_fixtures(),
        'cases': [*river_cases(streams), *frouros_cases(streams)],
    }
    # a line a case keeps differences readable
    text = json.dumps(tables, separators=(',', ':')).replace('{"detector"', '\n{"detector"')
    (Path(__file__).parent / 'detectors.json').write_text(text + '\n')


main()
