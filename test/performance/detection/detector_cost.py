"""What river's change detectors cost, in processor time, for each value of the stream of detectorCost.ts: 0 or 1, a tenth of them 1."""

import random
import sys
import time

import river
from river import drift
from river.drift import binary

draws = random.Random(1)
values = [1 if draws.random() < 0.1 else 0 for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)]
print(f"river {river.__version__}, Python {sys.version.split()[0]}, ns a value, median of 5 runs")
for create in (drift.ADWIN, binary.DDM, binary.EDDM, binary.HDDM_A, binary.HDDM_W, drift.PageHinkley):
    runs = []
    for _ in range(5):
        detector = create()
        started = time.process_time()
        for value in values:
            detector.update(value)
        runs.append(1e9 * (time.process_time() - started) / len(values))
    print(create.__name__, round(sorted(runs)[2]))
