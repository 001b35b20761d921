"""NannyML's CBPE, and the truth by scikit-learn, of each month's flights as JSON: month → metric → estimate, band and truth.

    python nannyml_cbpe.py flights.parquet

Needs nannyml and pyarrow. Usage reports are switched off.
"""

import json
import os
import sys

os.environ["NML_DISABLE_USAGE_LOGGING"] = "1"

import nannyml
import pandas as pd
from sklearn import metrics

METRICS = ["roc_auc", "accuracy", "f1"]
END_OF_REFERENCE = pd.Timestamp("2013-03-01", tz="UTC")

flights = pd.read_parquet(
    sys.argv[1], columns=["scheduled_at", "late_probability", "late"]
)
flights = flights[flights["late"].notna()].astype({"late": int})
flights["predicted_late"] = (flights["late_probability"] >= 0.5).astype(int)
flights["month"] = flights["scheduled_at"].dt.strftime("%Y-%m")
flights = flights[flights["scheduled_at"] < pd.Timestamp("2014-01-01", tz="UTC")]
is_reference = flights["scheduled_at"] < END_OF_REFERENCE
reference = flights[is_reference].reset_index(drop=True)

cbpe = nannyml.CBPE(
    y_pred_proba="late_probability",
    y_pred="predicted_late",
    y_true="late",
    problem_type="classification_binary",
    metrics=METRICS,
    chunk_number=10,
)
cbpe.fit(reference)


def truth(rows):
    return {
        "roc_auc": metrics.roc_auc_score(rows["late"], rows["late_probability"]),
        "accuracy": metrics.accuracy_score(rows["late"], rows["predicted_late"]),
        "f1": metrics.f1_score(rows["late"], rows["predicted_late"]),
    }


def estimated(rows):
    """Of all rows as one chunk."""
    data = rows.drop(columns="late").reset_index(drop=True)
    data["late_probability"], data["uncalibrated_late_probability"] = (
        cbpe.calibrator.calibrate(data["late_probability"]) if cbpe.needs_calibration else data["late_probability"],
        data["late_probability"],
    )
    records = {}
    for metric in cbpe.metrics:
        record = metric.get_chunk_record(data)
        name = metric.column_name
        records[name] = {
            "estimate": float(record[f"estimated_{name}"]),
            "lower": float(record[f"lower_confidence_boundary_{name}"]),
            "upper": float(record[f"upper_confidence_boundary_{name}"]),
        }
    return records


def month_of(rows):
    true = truth(rows)
    return {name: {**values, "truth": float(true[name])} for name, values in estimated(rows).items()}


months = {"reference": month_of(reference)}
for month, rows in flights[~is_reference].groupby("month"):
    months[month] = month_of(rows)
print(json.dumps({
    "versions": {"nannyml": nannyml.__version__},
    "needs_calibration": bool(cbpe.needs_calibration),
    "months": months,
}))
