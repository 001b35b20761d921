/**
 * Moves positions apart, so that each has the room of a label: as little as that takes, in the same order, within a range.
 * Returns as many positions in the order given; those that find no room are undefined, the last ones given first.
 */
export function spread(
  positions: readonly number[],
  room: number,
  [low, high]: readonly [number, number]
): Array<number | undefined> {
  const fit = Math.max(0, Math.floor((high - low) / room) + 1);
  const order = positions
    .map((position, index) => ({ position: Math.max(low, Math.min(high, position)), index }))
    .slice(0, fit)
    .sort((a, b) => a.position - b.position);
  let least = low;
  for (const each of order) {
    each.position = Math.max(each.position, least);
    least = each.position + room;
  }
  let most = high;
  for (const each of [...order].reverse()) {
    each.position = Math.min(each.position, most);
    most = each.position - room;
  }
  const found: Array<number | undefined> = positions.map(() => undefined);
  order.forEach(({ position, index }) => (found[index] = position));
  return found;
}
