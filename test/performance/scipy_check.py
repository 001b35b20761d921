"""PSI over the reference's deciles with NumPy, and SciPy's two-sample KS, for every column of two Parquet files."""

import sys

import numpy as np
import pyarrow.parquet as parquet
from scipy import stats

reference, current = (parquet.read_table(path) for path in sys.argv[1:3])
for name in reference.column_names:
    before, after = (np.asarray(table[name].to_numpy()) for table in (reference, current))
    edges = np.unique(np.quantile(before, np.arange(0.1, 1, 0.1)))
    shares = [
        np.bincount(np.searchsorted(edges, side, side="left"), minlength=len(edges) + 1) / len(side)
        for side in (before, after)
    ]
    psi = np.sum((shares[1] - shares[0]) * np.log(shares[1] / shares[0]))
    print(name, psi, stats.ks_2samp(before, after))
