"""Records scikit-learn's measures of performance in test/golden/performance.json, with the versions that gave them.

    python test/golden/record_performance.py

Needs NumPy and scikit-learn. Scores are rounded, so that they tie; DeLong's standard error is computed pair by pair.
"""

import json
from pathlib import Path

import numpy
import sklearn
from sklearn import metrics
from sklearn.isotonic import IsotonicRegression


def delong(scores, labels):
    """The standard error of the area under the ROC curve, from its definition (DeLong et al. 1988)."""
    positive, negative = scores[labels == 1], scores[labels == 0]
    wins = (positive[:, None] > negative[None, :]) + 0.5 * (positive[:, None] == negative[None, :])
    variances = wins.mean(axis=1).var(ddof=1) / len(positive) + wins.mean(axis=0).var(ddof=1) / len(negative)
    return float(numpy.sqrt(variances))


def isotonic(scores, labels):
    # scikit-learn takes scores that differ by less than 1e-10 for one, and then divides by zero
    if numpy.diff(numpy.unique(scores)).min() < 1e-9:
        return []
    return IsotonicRegression().fit_transform(scores, labels).round(15).tolist()


def classification(name, scores, labels, threshold):
    decisions = (scores >= threshold).astype(int)
    return {
        "name": name,
        "threshold": threshold,
        "scores": scores.tolist(),
        "labels": labels.tolist(),
        "expected": {
            "roc_auc": metrics.roc_auc_score(labels, scores),
            "accuracy": metrics.accuracy_score(labels, decisions),
            "precision": metrics.precision_score(labels, decisions),
            "recall": metrics.recall_score(labels, decisions),
            "f1": metrics.f1_score(labels, decisions),
            "brier": metrics.brier_score_loss(labels, scores),
            "log_loss": metrics.log_loss(labels, scores),
        },
        "delong": delong(scores, labels),
        "isotonic": isotonic(scores, labels),
    }


def regression(name, predictions, targets):
    return {
        "name": name,
        "predictions": predictions.tolist(),
        "targets": targets.tolist(),
        "expected": {
            "mae": metrics.mean_absolute_error(targets, predictions),
            "rmse": metrics.root_mean_squared_error(targets, predictions),
            "r2": metrics.r2_score(targets, predictions),
            "bias": float(numpy.mean(predictions - targets)),
        },
    }


def cases():
    random = numpy.random.default_rng(20130101)
    drawn = []
    for name, rows, digits, threshold, skew in [
        ("calibrated scores", 300, 3, 0.5, 1),
        ("many ties", 200, 1, 0.3, 1),
        ("scores too high", 250, 2, 0.6, 3),
        ("no more than chance", 120, 2, 0.5, 0),
    ]:
        scores = random.beta(2, 3, rows).round(digits)
        labels = (random.random(rows) < (scores**skew if skew else 0.4)).astype(int)
        drawn.append(classification(name, scores, labels, threshold))
    sure = numpy.array([0.0, 0, 1, 1, 0.25, 0.5, 0.75, 1e-17, 1 - 2**-53])
    drawn.append(classification("sure, and wrong", sure, numpy.array([0, 1, 1, 0, 0, 1, 1, 1, 0]), 0.5))
    perfect = numpy.array([0.1, 0.2, 0.2, 0.7, 0.8])
    drawn.append(classification("all in order", perfect, numpy.array([0, 0, 0, 1, 1]), 0.5))
    targets = random.gamma(2, 10, 200).round(2)
    far = 1.7e9 + random.normal(0, 1, 200).round(3)
    regressions = [
        regression("close", (targets + random.normal(0, 3, 200)).round(2), targets),
        regression("too high", (targets * 1.2 + 5).round(2), targets),
        regression("worse than the mean", random.permutation(targets), targets),
        regression("far from zero", far + random.normal(0, 0.5, 200).round(3), far),
    ]
    return {"classification": drawn, "regression": regressions}


def main():
    versions = {"numpy": numpy.__version__, "scikit-learn": sklearn.__version__}
    path = Path(__file__).parent / "performance.json"
    path.write_text(json.dumps({"versions": versions, **cases()}, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
