/** How Alertmanager waits, in milliseconds. */
export interface NotificationTiming {
  /** From a group's first alert to its first message. */
  readonly groupWait: number;
  /** Between messages of a group in which something has changed. */
  readonly groupInterval: number;
  /** Between messages of a group in which nothing has. */
  readonly repeatInterval: number;
}

/** An alert while it fires. */
export interface Firing {
  /** The same for the same alert at another time. */
  readonly id: string;
  /** Alerts of a group share messages. */
  readonly group: string;
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  /** Alerts that silence it while they fire. */
  readonly mutedBy?: readonly string[];
}

/** One message that somebody gets. */
export interface Notification {
  readonly at: number;
  readonly group: string;
  /** How many alerts it says are firing, and are over. */
  readonly firing: number;
  readonly resolved: number;
  /** Whether it only says again what was said before. */
  readonly isRepeat: boolean;
}

/** What a group's last message said. */
interface Said {
  readonly at: number;
  readonly firing: ReadonlySet<string>;
  readonly resolved: ReadonlySet<string>;
}

/**
 * The messages that Alertmanager sends for these alerts, up to `until`: by group, after group_wait, then at each
 * group_interval if something has changed, else once repeat_interval is over; one that an inhibition silences is left
 * out, and the end of alerts is told as well.
 *
 * The rules are those of its deduplication
 * (https://github.com/prometheus/alertmanager/blob/v0.25.0/notify/notify.go, `needsUpdate`) and of its dispatcher.
 */
export function notificationsOf(
  alerts: readonly Firing[],
  timing: NotificationTiming,
  until: number,
): Notification[] {
  const byGroup = groupedBy(alerts, ({ group }) => group);
  const byId = groupedBy(alerts, ({ id }) => id);
  return Array.from(byGroup, ([group, own]) => groupMessages(group, own, byId, timing, until))
    .flat()
    .sort((a, b) => a.at - b.at);
}

function groupMessages(
  group: string,
  own: readonly Firing[],
  byId: ReadonlyMap<string, readonly Firing[]>,
  { groupWait, groupInterval, repeatInterval }: NotificationTiming,
  until: number,
): Notification[] {
  const alerts = [...own].sort((a, b) => a.from - b.from);
  const changes = changesOf(alerts, byId);
  const isMuted = ({ mutedBy = [] }: Firing, at: number): boolean =>
    mutedBy.some((id) => byId.get(id)?.some(({ from, to }) => from <= at && at < to));
  const messages: Notification[] = [];
  const members = new Map<string, Firing>();
  let said: Said | undefined;
  let next = 0;
  let change = 0;
  let at = Infinity;
  for (;;) {
    // an empty group is forgotten, and the next waits anew
    if (members.size === 0) at = (alerts[next]?.from ?? Infinity) + groupWait;
    if (at >= until) return messages;
    for (let alert = alerts[next]; alert !== undefined && alert.from <= at; alert = alerts[++next]) {
      members.set(alert.id, alert);
    }
    const shown = [...members.values()].filter((alert) => !isMuted(alert, at));
    const firing = new Set(shown.filter(({ to }) => to > at).map(({ id }) => id));
    const resolved = new Set(shown.filter(({ to }) => to <= at).map(({ id }) => id));
    // what was said long ago is forgotten
    if (said !== undefined && said.at < at - 2 * repeatInterval) said = undefined;
    const wish = wishOf(said, firing, resolved, at - repeatInterval);
    if (wish !== undefined) {
      messages.push({ at, group, firing: firing.size, resolved: resolved.size, isRepeat: wish === 'repeat' });
      said = { at, firing, resolved };
    }
    for (const { id, to } of members.values()) if (to <= at) members.delete(id);
    if (members.size === 0) continue;
    while ((changes[change] ?? Infinity) <= at) change++;
    const due = firing.size > 0 && said !== undefined ? said.at + repeatInterval + 1 : Infinity;
    const awaited = Math.min(changes[change] ?? Infinity, due);
    at += Math.max(1, Math.ceil((awaited - at) / groupInterval)) * groupInterval;
  }
}

/** Whether a message is wanted, and whether it has news. */
function wishOf(
  said: Said | undefined,
  firing: ReadonlySet<string>,
  resolved: ReadonlySet<string>,
  repeatBefore: number,
): 'news' | 'repeat' | undefined {
  if (firing.size + resolved.size === 0) return undefined;
  if (said === undefined) return firing.size > 0 ? 'news' : undefined;
  if (!isSubset(firing, said.firing)) return 'news';
  if (firing.size === 0) return said.firing.size > 0 ? 'news' : undefined;
  if (!isSubset(resolved, said.resolved)) return 'news';
  return said.at < repeatBefore ? 'repeat' : undefined;
}

/** When anything about a group's messages may change, ascending. */
function changesOf(
  alerts: readonly Firing[],
  byId: ReadonlyMap<string, readonly Firing[]>,
): readonly number[] {
  const others = new Set(alerts.flatMap(({ mutedBy = [] }) => mutedBy));
  const all = [...alerts, ...[...others].flatMap((id) => byId.get(id) ?? [])];
  return [...new Set(all.flatMap(({ from, to }) => [from, to]))]
    .filter((time) => Number.isFinite(time))
    .sort((a, b) => a - b);
}

function isSubset(some: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  return [...some].every((one) => all.has(one));
}

/** Items by a key, in their order. */
export function groupedBy<Item, Key>(items: readonly Item[], key: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}
