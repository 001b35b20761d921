"""Records values of scikit-learn, SciPy and statsmodels in test/golden/importance.json, with the versions that gave them.

    python test/golden/record_importance.py

Needs NumPy, SciPy, scikit-learn and statsmodels. Each table is a list of cases: what goes in, then what came out.
"""

import json
import warnings
from pathlib import Path

import numpy
import scipy
import sklearn
import statsmodels
import statsmodels.api as sm
from scipy import stats
from sklearn.metrics import mutual_info_score, ndcg_score, normalized_mutual_info_score, roc_auc_score
from statsmodels.stats.contingency_tables import StratifiedTable

SEED = 20261130
random = numpy.random.default_rng(SEED)


def cells_and_labels():
    """Rows and hits of each cell, from one row to many, with empty cells and cells of one class."""
    tables = [
        ([1, 1], [1, 0]),
        ([5, 5], [5, 0]),
        ([10, 10], [5, 5]),
        ([7, 0, 3], [2, 0, 3]),
        ([100, 200, 300], [10, 40, 90]),
        ([1, 1, 1, 1, 1], [1, 0, 1, 0, 0]),
    ]
    for cells in (2, 10, 40):
        rows = random.integers(0, 500, cells)
        tables.append((rows.tolist(), random.binomial(rows, random.uniform(0, 1, cells)).tolist()))
    return tables


def mutual_information():
    cases = []
    for rows, hits in cells_and_labels():
        cell = numpy.repeat(numpy.arange(len(rows)), rows)
        label = numpy.concatenate([[1] * h + [0] * (n - h) for n, h in zip(rows, hits)])
        cases.append({
            'rows': rows,
            'hits': hits,
            'information': mutual_info_score(cell, label),
            'normalized': normalized_mutual_info_score(cell, label, average_method='arithmetic'),
        })
    return cases


def correlation_ratio():
    """R² and adjusted R² of a regression on the cells, which are η² and ε²."""
    cases = []
    for sizes in ([3, 4], [20, 30, 50], [5] * 10, [100, 1, 7]):
        cell = numpy.repeat(numpy.arange(len(sizes)), sizes)
        label = random.normal(cell * 0.7 + 100, 1)
        fit = sm.OLS(label, (cell[:, None] == numpy.arange(len(sizes))).astype(float), hasconst=True).fit()
        cases.append({
            'rows': sizes,
            'sums': [float(label[cell == c].sum()) for c in range(len(sizes))],
            'variance': float(label.var()),
            'eta_squared': float(fit.rsquared),
            'epsilon_squared': float(fit.rsquared_adj),
        })
    return cases


def orders():
    """Two rows of importances, with ties."""
    pairs = [
        ([3, 2, 1], [3, 2, 1]),
        ([3, 2, 1], [1, 2, 3]),
        ([0.5, 0.5, 0.1, 0], [0.2, 0.2, 0.2, 0.9]),
        ([1, 0], [0, 1]),
        ([0.2, 0.2, 0.2], [3, 1, 2]),
    ]
    for size in (5, 13, 100):
        pairs.append((random.exponential(1, size).tolist(), random.exponential(1, size).round(1).tolist()))
    cases = []
    for reference, current in pairs:
        correlation = float(stats.spearmanr(reference, current).statistic)
        cases.append({
            'reference': reference,
            'current': current,
            'ndcg': float(ndcg_score([reference], [current])),
            'spearman': None if numpy.isnan(correlation) else correlation,
        })
    return cases


def strata():
    """Tables of hits and misses, current above reference: common odds ratio, Breslow–Day and Cochran–Mantel–Haenszel."""
    cases = []
    for cells, most in ((2, 100), (3, 40), (10, 1000), (10, 60)):
        rows = random.integers(most // 2, most, (cells, 2))
        shares = random.uniform(0.2, 0.8, (cells, 1)) + numpy.array([[0, 0.1]])
        hits = random.binomial(rows, shares)
        tables = [[[h[1], n[1] - h[1]], [h[0], n[0] - h[0]]] for n, h in zip(rows, hits)]
        table = StratifiedTable([numpy.array(t, dtype=float) for t in tables])
        odds = table.test_equal_odds()
        null = table.test_null_odds(correction=False)
        cases.append({
            'rows': [{'reference': int(n[0]), 'current': int(n[1])} for n in rows],
            'hits': [{'reference': int(h[0]), 'current': int(h[1])} for h in hits],
            'odds_ratio': float(table.oddsratio_pooled),
            'equal_odds': float(odds.statistic),
            'equal_odds_p': float(odds.pvalue),
            'null_odds': float(null.statistic),
        })
    return cases


def areas():
    cases = []
    for rows, hits in cells_and_labels():
        score = numpy.repeat(numpy.arange(len(rows)), rows)
        label = numpy.concatenate([[1] * h + [0] * (n - h) for n, h in zip(rows, hits)])
        cases.append({'rows': rows, 'hits': hits, 'area': float(roc_auc_score(label, score))})
    return cases


def main():
    warnings.simplefilter('ignore')
    tables = {
        'scikit-learn': sklearn.__version__,
        'scipy': scipy.__version__,
        'statsmodels': statsmodels.__version__,
        'numpy': numpy.__version__,
        'seed': SEED,
        'mutual_information': mutual_information(),
        'correlation_ratio': correlation_ratio(),
        'orders': orders(),
        'strata': strata(),
        'areas': areas(),
    }
    # a line a case keeps differences readable
    case_lines = lambda cases: '[\n' + ',\n'.join(json.dumps(case) for case in cases) + '\n]'
    parts = [f'{json.dumps(name)}: {case_lines(table) if isinstance(table, list) else json.dumps(table)}'
             for name, table in tables.items()]
    Path(__file__).with_name('importance.json').write_text('{\n' + ',\n'.join(parts) + '\n}\n')


main()
