import { roleOf } from './role';
import type { Series } from './series';

/**
 * One series of those that say the same of the same: replicas, or the parts of a paged answer. Of two values at one time the
 * larger. Two statistics of one subject are no such thing: of them, the one with a name known here stays, else the first.
 */
export function merged(all: readonly Series[]): Series[] {
  const groups = new Map<string, Series[]>();
  for (const each of all) {
    const { instance, pod, ...labels } = each.labels;
    const key = JSON.stringify([each.role, Object.entries(labels).sort()]);
    const group = groups.get(key);
    if (group) {
      group.push(each);
    } else {
      groups.set(key, [each]);
    }
  }
  return Array.from(groups.values(), (group) => withoutRepeats(joined(ofOneMetric(group))));
}

function ofOneMetric(group: readonly Series[]): readonly Series[] {
  const chosen = group.find(({ metric }) => roleOf(metric) !== undefined) ?? group[0];
  return group.filter(({ metric }) => metric === chosen?.metric);
}

function joined(group: readonly Series[]): Series {
  const [first, ...others] = group as readonly [Series, ...Series[]];
  if (others.length === 0) {
    return first;
  }
  // a row counts within its own frame: links of what comes from another one ask for the first's newest
  const points = group.flatMap(({ times, values, rows, field }) =>
    times.map((time, index) => ({
      time,
      value: values[index] ?? null,
      row: (field === first.field ? rows[index] : first.rows.at(-1)) ?? 0,
    }))
  );
  points.sort((a, b) => a.time - b.time);
  return {
    ...first,
    times: points.map(({ time }) => time),
    values: points.map(({ value }) => value),
    rows: points.map(({ row }) => row),
  };
}

function withoutRepeats(each: Series): Series {
  const { times, values, rows } = each;
  const keep: number[] = [];
  times.forEach((time, index) => {
    const last = keep.at(-1);
    const isSame = last !== undefined && Object.is(times[last], time);
    if (!isSame) {
      keep.push(index);
    } else if ((values[index] ?? -Infinity) > (values[last] ?? -Infinity)) {
      keep[keep.length - 1] = index;
    }
  });
  if (keep.length === times.length) {
    return each;
  }
  return {
    ...each,
    times: keep.map((index) => times[index] ?? NaN),
    values: keep.map((index) => values[index] ?? null),
    rows: keep.map((index) => rows[index] ?? 0),
  };
}
