/** Labels of every family of a scrape that has a series in it. */
export function labelsByFamily(scrape: string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  let family = '';
  for (const line of scrape.split('\n')) {
    family = /^# TYPE (\S+)/.exec(line)?.[1] ?? family;
    if (line === '' || line.startsWith('#')) continue;
    const labels = found.get(family) ?? new Set();
    for (const [, label = ''] of line.matchAll(/[{,]([a-z_]+)="/g)) labels.add(label);
    found.set(family, labels);
  }
  return found;
}
