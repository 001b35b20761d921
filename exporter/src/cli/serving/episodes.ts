import type { AuditEntry } from '../../store/records.js';

/** How often, and for how long, a feature has drifted, as the audit log tells. */
export interface FeatureEpisodes {
  readonly feature: string;
  readonly count: number;
  /** Milliseconds of data time in all. */
  readonly total: number;
  readonly longest: { readonly from: Date; readonly to: Date };
}

/** Pairs the beginnings and ends of one model's drifts; what has not ended yet ends at `until`. Most time first. */
export function episodesOf(entries: readonly AuditEntry[], model: string, until: Date): FeatureEpisodes[] {
  const spans = new Map<string, { from: Date; to: Date }[]>();
  const open = new Map<string, Date>();
  for (const { action, subject, detail } of [...entries].sort((a, b) => a.sequence - b.sequence)) {
    const { feature } = subject;
    if (subject.model !== model || feature === undefined) continue;
    const start = typeof detail.since === 'string' ? new Date(detail.since) : undefined;
    const at = typeof detail.data_until === 'string' ? new Date(detail.data_until) : undefined;
    if (at === undefined) continue;
    if (action === 'drift_started') open.set(feature, start ?? at);
    if (action !== 'drift_ended') continue;
    spans.set(feature, [...(spans.get(feature) ?? []), { from: open.get(feature) ?? start ?? at, to: at }]);
    open.delete(feature);
  }
  for (const [feature, from] of open) {
    spans.set(feature, [...(spans.get(feature) ?? []), { from, to: until }]);
  }
  return Array.from(spans, ([feature, all]) => ({
    feature,
    count: all.length,
    total: all.reduce((sum, span) => sum + lengthOf(span), 0),
    longest: all.reduce((most, span) => (lengthOf(span) > lengthOf(most) ? span : most)),
  })).sort((a, b) => b.total - a.total);
}

function lengthOf({ from, to }: { readonly from: Date; readonly to: Date }): number {
  return to.getTime() - from.getTime();
}
