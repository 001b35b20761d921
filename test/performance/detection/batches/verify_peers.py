"""Do the bench's re-implementations of Evidently's and NannyML's defaults say what the packages say?

Reads the batches that verify.js wrote and prints, for each package, how many columns agree.
Recorded with Python 3.11, evidently 0.7.23, nannyml 0.13.1, pandas 2.3.3, numpy 2.2.6, scipy 1.17.1.
"""

import json
import os
import sys
import warnings
from pathlib import Path

os.environ["NML_DISABLE_USAGE_LOGGING"] = os.environ["DO_NOT_TRACK"] = "1"
warnings.filterwarnings("ignore")

import pandas as pd  # noqa: E402


def evidently(reference: pd.DataFrame, current: pd.DataFrame) -> dict[str, bool]:
    """One column at a time, since a column without values raises an error for all; the bench counts that as drift."""
    from evidently import DataDefinition, Dataset, Report
    from evidently.core.metric_types import TestStatus
    from evidently.presets import DataDriftPreset

    said = {}
    for column in reference.columns:
        numeric = pd.api.types.is_numeric_dtype(reference[column])
        kinds = {"numerical_columns": [column]} if numeric else {"categorical_columns": [column]}
        sides = [Dataset.from_pandas(side[[column]], DataDefinition(**kinds)) for side in (current, reference)]
        try:
            snapshot = Report([DataDriftPreset()], include_tests=True).run(*sides)
            tests = [test for test in snapshot.dict()["tests"] if test["name"].startswith("Value Drift")]
            said[column] = tests[0]["status"] in (TestStatus.FAIL, TestStatus.FAIL.value)
        except ValueError as error:
            if "empty column" not in str(error):
                raise
            said[column] = True
    return said


def nannyml(reference: pd.DataFrame, current: pd.DataFrame) -> dict[str, bool]:
    """The batch as one chunk, and the reference in chunks as long as that, or in ten."""
    import nannyml as nml
    from nannyml.chunk import SizeBasedChunker

    length = min(len(current), len(reference) // 10)
    calculator = nml.UnivariateDriftCalculator(column_names=list(reference.columns), chunk_size=length)
    calculator.fit(reference)
    calculator.chunker = SizeBasedChunker(chunk_size=len(current))
    frame = calculator.calculate(current).filter(period="analysis").to_df()
    return {column: bool(frame[(column, "jensen_shannon", "alert")].iloc[0]) for column in reference.columns}


def main() -> None:
    agreed = {"evidently": [0, 0], "nannyml": [0, 0]}
    for place in sorted(Path(sys.argv[1]).iterdir(), key=lambda path: int(path.name)):
        bench = json.loads((place / "bench.json").read_text())
        reference, current = (pd.read_parquet(place / f"{side}.parquet") for side in ("reference", "current"))
        for column in reference.columns:
            if not pd.api.types.is_numeric_dtype(reference[column]):
                continue
            current[column] = pd.to_numeric(current[column])
        for name, rule in (("evidently", evidently), ("nannyml", nannyml)):
            said = rule(reference, current)
            for column, flag in zip(bench["columns"], bench["decided"][name]):
                agreed[name][1] += 1
                if said[column] == flag:
                    agreed[name][0] += 1
                else:
                    print(f"{place.name} {bench['data']} {column}: {name} says {said[column]}, the bench {flag}; {bench['change']}")
    for name, (same, all_) in agreed.items():
        print(f"{name}: {same} of {all_} columns agree")


main()
