"""NannyML's univariate drift, as it comes: Jensen-Shannon of every column, each file in ten chunks."""

import sys

import nannyml
import pandas as pd

reference, current = (pd.read_parquet(path) for path in sys.argv[1:3])
calculator = nannyml.UnivariateDriftCalculator(column_names=list(reference.columns), chunk_size=len(current) // 10)
calculator.fit(reference)
print(len(calculator.calculate(current).to_df()))
