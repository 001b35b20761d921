"""
Records test/golden/covariate.json: what NannyML, NumPy and SciPy give for the joint distribution of flights' numbers.

    python -m venv venv && venv/bin/pip install nannyml statsmodels pyarrow
    venv/bin/python test/golden/record_covariate.py

Recorded with the versions that the file itself names.
"""

import json
import logging
import os
from pathlib import Path

os.environ["NML_DISABLE_USAGE_LOGGING"] = "1"
import nannyml
import numpy
import pandas
import scipy
import sklearn
from nannyml.drift.multivariate.data_reconstruction import DataReconstructionDriftCalculator
from scipy.linalg import sqrtm
from scipy.stats import f, norm

logging.disable(logging.WARNING)
HERE = Path(__file__).parent
FEATURES = [
    "departure_hour",
    "distance_miles",
    "air_time_min",
    "temperature_f",
    "humidity_pct",
    "wind_speed_mph",
    "pressure_mb",
    "departure_delay_min",
]

flights = pandas.read_parquet(HERE / "../../examples/flights/flights.parquet")
flights["scheduled_at"] = pandas.to_datetime(flights["scheduled_at"], utc=True)
numbers = flights[FEATURES].astype("float64")
month = flights["scheduled_at"].dt.month


def sample(rows, count, seed):
    return numbers[rows].sample(count, random_state=seed).reset_index(drop=True)


reference = sample(month <= 2, 250, 1)
april = sample(month == 4, 80, 2)
same = sample(month <= 2, 80, 3)
# marginals as they were, and a relation turned round
flipped = sample(month <= 2, 80, 4)
present = flipped["air_time_min"].dropna()
order = present.rank(method="first").astype(int) - 1
flipped.loc[present.index, "air_time_min"] = numpy.sort(present.to_numpy())[::-1][order]
stuck = sample(month <= 2, 80, 5)
stuck["pressure_mb"] = 1000.0
one = sample(month == 7, 1, 6)

imputed = reference.fillna(reference.mean())
center, scale = imputed.mean().to_numpy(), imputed.std(ddof=0).to_numpy()
standard = (imputed.to_numpy() - center) / scale
covariance = numpy.cov(standard, rowvar=False)
n, d = standard.shape

calculator = DataReconstructionDriftCalculator(column_names=FEATURES, chunk_number=1)
calculator.fit(reference.copy())


def nannyml_error(rows):
    frame = calculator.calculate(rows.copy()).filter(period="analysis").to_df()
    return float(frame[("reconstruction_error", "value")].iloc[0])


def expected(rows):
    u = (rows.fillna(reference.mean()).to_numpy() - center) / scale
    m = len(u)
    mean = u.mean(axis=0)
    lost = u - calculator._pca.inverse_transform(calculator._pca.transform(u))
    result = {
        "mean_error": nannyml_error(rows),
        "root_mean_square_error": float(numpy.sqrt((lost**2).sum(axis=1).mean())),
    }
    if m < 2:
        return result
    squared = float(mean @ numpy.linalg.pinv(covariance) @ mean)
    t_squared = n * m / (n + m) * squared
    result["hotelling"] = {
        "distance": squared**0.5,
        "t_squared": t_squared,
        "p_value": float(f.sf(t_squared * (n - d) / (d * (n - 1)), d, n - d)),
    }
    s1, s2 = numpy.cov(standard, rowvar=False, ddof=0), numpy.cov(u, rowvar=False, ddof=0)
    root = sqrtm(s1)
    square = mean @ mean + numpy.trace(s1) + numpy.trace(s2) - 2 * numpy.trace(sqrtm(root @ s2 @ root)).real
    result["frechet"] = float(numpy.sqrt(square / d))
    varying = rows.nunique().to_numpy() > 1
    r1 = numpy.corrcoef(standard[:, varying], rowvar=False)
    r2 = numpy.corrcoef(u[:, varying], rowvar=False)
    lower = numpy.tril_indices(len(r1), -1)
    z = numpy.abs(numpy.arctanh(r1[lower]) - numpy.arctanh(r2[lower])) / numpy.sqrt(1 / (n - 3) + 1 / (m - 3))
    change = numpy.abs(r2 - r1)[lower]
    place = change.argmax()
    names = numpy.array(FEATURES)[varying]
    result["correlation"] = {
        "largest": float(change.max()),
        "pair": [str(names[lower[1][place]]), str(names[lower[0][place]])],
        "frobenius": float(numpy.linalg.norm(r2 - r1)),
        "p_value": float(min(1.0, len(z) * 2 * norm.sf(z[place]))),
    }
    return result


def written(rows):
    return [[None if numpy.isnan(value) else value for value in row] for row in rows.to_numpy().tolist()]


sets = {"april": april, "same": same, "flipped": flipped, "stuck": stuck, "one": one}
grid = [(x, a, b) for x in (0.01, 0.3, 1, 1.5, 4, 30, 900) for a in (1, 2, 7, 40, 100) for b in (1, 3, 20, 500, 1e6)]
golden = {
    "versions": {
        library.__name__: library.__version__ for library in (nannyml, sklearn, numpy, scipy, pandas)
    },
    "features": FEATURES,
    "reference": written(reference),
    "components": int(calculator._pca.n_components_),
    "reference_error": nannyml_error(reference),
    "sets": {name: {"rows": written(rows), **expected(rows)} for name, rows in sets.items()},
    "f_survival": [[x, a, b, float(f.sf(x, a, b))] for x, a, b in grid],
}
(HERE / "covariate.json").write_text(json.dumps(golden) + "\n")
print(golden["versions"], golden["components"], golden["reference_error"])
