"""Records values of SciPy's distributions in test/golden/distributions.json, with the versions that gave them.

    python scripts/golden.py

Needs NumPy and SciPy. Each table is a list of rows: the arguments, then SciPy's value.
"""

import json
from math import gcd
from pathlib import Path

import numpy
import scipy
from scipy import special, stats
from scipy.stats._stats_py import _attempt_exact_2kssamp

SMALLEST_NORMAL = 2.3e-308


def kolmogorov():
    """kstwo.sf(distance, n), on either side of each border between SciPy's methods."""
    sizes = [1, 2, 3, 5, 10, 20, 50, 100, 140, 141, 200, 500, 1000, 2001, 5000, 9999, 10001, 50000, 100000, 100001]
    large = [1000000, 1000001, 5000000]
    rows = []
    for n in sizes + large:
        times_n = [0.4, 0.5, 0.500001, 0.7, 0.999, 1, 1.2, 2, 2.5, n - 1.5, n - 1, n - 0.5]
        squared = [0.02, 0.034, 0.1, 0.3, 0.75, 0.76, 1.5, 2.19, 2.21, 3.99, 4.01, 8, 17.9, 18.1, 60, 200, 350, 369, 371]
        distances = [x / n for x in times_n] + [(x / n) ** 0.5 for x in squared if n not in large or 2 < x < 100]
        distances += [(x / n) ** (2 / 3) for x in (1.39, 1.41)] + [0.01, 0.3, 0.49, 0.5, 0.51, 0.8, 0.99, 1 - 1e-9, 1.0]
        for distance in sorted(set(distances)):
            if 0 < distance <= 1:
                rows.append([n, distance, float(stats.kstwo.sf(distance, n))])
    return [row for row in rows if row[-1] == 0 or row[-1] > SMALLEST_NORMAL]


def chi_squared_survival():
    """chi2.sf(statistic, degrees of freedom)."""
    rows = []
    for freedom in [1, 2, 3, 4, 5, 9, 10, 20, 50, 101, 300, 999, 5000]:
        statistics = [1e-300, 1e-10, 0.1, freedom - 0.5, freedom, freedom + 1, freedom + 2.5, 2 * freedom, 1e3, 1e5, 1e300]
        statistics += [stats.chi2.isf(tail, freedom) for tail in (0.999, 0.5, 1e-3, 1e-9, 1e-20, 1e-100, 1e-200, 1e-300)]
        rows += [[float(x), freedom, float(stats.chi2.sf(x, freedom))] for x in statistics]
    return rows


def chi_squared_quantile():
    """chi2.isf(upper tail, degrees of freedom)."""
    return [
        [tail, freedom, float(stats.chi2.isf(tail, freedom))]
        for freedom in [1, 2, 3, 4, 9, 10, 20, 50, 101, 300, 999, 5000]
        for tail in [0.99, 0.5, 0.05, 1e-3, 1e-9, 1e-50, 1e-200, 1e-300]
    ]


def two_sample_kolmogorov():
    """ks_2samp(method='exact') for sizes n and m at distances h / lcm(n, m)."""
    sizes = [(1, 1), (1, 2), (2, 2), (2, 3), (3, 7), (5, 5), (6, 4), (10, 11), (1, 1000), (17, 5000), (20, 30), (50, 50)]
    sizes += [(64, 96), (100, 101), (150, 900), (500, 500), (1000, 999), (2000, 1500), (10000, 10000), (44, 828), (1, 10000)]
    rows = []
    for n, m in sizes:
        divisor = gcd(n, m)
        multiple = n // divisor * m
        steps = [1, 2, 3, multiple - 1, multiple] + [int(multiple * f) for f in (0.005, 0.02, 0.05, 0.1, 0.2, 0.4, 0.7)]
        for h in sorted(set(steps)):
            if 0 < h <= multiple:
                succeeded, distance, probability = _attempt_exact_2kssamp(n, m, divisor, h / multiple, 'two-sided')
                if succeeded and (probability == 0 or probability > SMALLEST_NORMAL):
                    rows.append([n, m, distance, float(probability)])
    return rows


def cramer_von_mises(random):
    """cramervonmises_2samp of untied samples of n and m: method, n, m, statistic, p-value."""
    rows = []
    small = [(2, 2), (2, 3), (3, 2), (5, 5), (7, 4), (10, 12), (12, 9), (15, 20), (20, 20), (2, 20)]
    for n, m in small + [(21, 3), (30, 30), (100, 57), (1000, 40), (900, 1100), (5000, 3000), (2, 9000)]:
        for shift in (0, 0.3, 1):
            test = stats.cramervonmises_2samp(random.normal(size=n), random.normal(shift, 1, size=m))
            method = 'exact' if max(n, m) <= 20 else 'asymptotic'
            rows.append([method, n, m, float(test.statistic), float(test.pvalue)])
    return rows


def bessel():
    """kve(1/4, x)."""
    return [[float(x), float(special.kve(0.25, x))] for x in numpy.geomspace(1e-8, 1e3, 45)]


def main():
    seed = 20261123
    random = numpy.random.default_rng(seed)
    tables = {
        'scipy': scipy.__version__,
        'numpy': numpy.__version__,
        'seed': seed,
        'kolmogorov_survival': kolmogorov(),
        'chi_squared_survival': chi_squared_survival(),
        'chi_squared_quantile': chi_squared_quantile(),
        'two_sample_kolmogorov': two_sample_kolmogorov(),
        'cramer_von_mises': cramer_von_mises(random),
        'scaled_bessel_k': bessel(),
    }
    target = Path(__file__).parent.parent / 'test' / 'golden' / 'distributions.json'
    # a line a row keeps differences readable
    lines = json.dumps(tables).replace('": ', '":\n').replace('], [', '],\n[').replace(', "', ',\n"')
    target.write_text(lines + '\n')


main()
