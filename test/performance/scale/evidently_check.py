"""Evidently's drift preset, as it comes, on two Parquet files: it chooses a test for each column by type and size."""

import sys

import pandas as pd
from evidently import Report
from evidently.presets import DataDriftPreset

reference, current = (pd.read_parquet(path) for path in sys.argv[1:3])
snapshot = Report([DataDriftPreset()]).run(current, reference)
print(len(snapshot.dict()["metrics"]))
