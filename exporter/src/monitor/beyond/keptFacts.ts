import type { ModelConfig } from '../../config/schema.js';
import type { ToldSegment } from '../../detection/attribution/segmentSearch.js';
import { percentage } from '../../detection/attribution/storyWords.js';
import { givenImportance, type Importance } from '../../detection/importance/importance.js';
import type { FeatureResult } from '../../detection/result.js';
import type { ImportanceRecord, SegmentShareRecord } from '../../store/records.js';
import type { Store } from '../../store/store.js';
import type { ReportWindow } from '../reportFromStore.js';

/** What the monitor found that counts alone do not tell. */
export class KeptFacts {
  constructor(
    readonly model: Pick<ModelConfig, 'importance'>,
    readonly shares: readonly SegmentShareRecord[],
    readonly importances: readonly ImportanceRecord[],
  ) {}

  static async read(
    model: ModelConfig,
    version: string,
    store: Store,
    windows: readonly ReportWindow[],
  ): Promise<KeptFacts> {
    const [from, to] = [windows[0]?.from ?? 0, windows.at(-1)?.to ?? 0];
    const found = await store.findings({
      ...{ model: model.name, version },
      // windows that end with a report's
      ...{ from: new Date(from + 1), to: new Date(to + 1) },
      only: model.importance?.kind === 'rows' ? ['segmentShares', 'importance'] : ['segmentShares'],
    });
    return new KeptFacts(model, found.segmentShares, found.importance);
  }

  /** Of each feature that has drifted, the newest and longest window within this one that was searched; the largest shares first. */
  segments(window: ReportWindow, results: readonly FeatureResult[]): ToldSegment[] {
    const drifted = new Set(results.flatMap(({ feature, drifted }) => (drifted === true ? [feature] : [])));
    const within = this.shares.filter((share) => isWithin(share, window) && drifted.has(share.feature));
    return [...drifted]
      .flatMap((feature) => {
        const own = within.filter((share) => share.feature === feature);
        const longest = Math.max(...own.map(({ from, to }) => to - from));
        const long = own.filter(({ from, to }) => to - from === longest);
        const newest = Math.max(...long.map(({ to }) => to));
        return long.filter(({ to }) => to === newest);
      })
      .sort((a, b) => b.share - a.share)
      .map(({ feature, segment, share, windowName, to, rows }) => ({
        ...{ feature, segment, share },
        sentence:
          `Over ${windowName} until ${new Date(to).toISOString().slice(0, 16).replace('T', ' ')} UTC ` +
          `${percentage(share)} of the drift of \`${feature}\` goes back to ${segment} (${rows} rows)`,
      }));
  }

  /** As configured now or, of a table, as it was last used in the window. */
  importance(window: ReportWindow, features: readonly string[]): Importance | undefined {
    const { importance: config } = this.model;
    if (config?.kind === 'given') {
      return usable(givenImportance(new Map(Object.entries(config.values)), features, 'configured'));
    }
    const own = this.importances.filter(
      ({ method, ...of }) => method === 'table' && of.to > window.from && of.to <= window.to,
    );
    const newest = Math.max(...own.map(({ to }) => to));
    const shares = own.filter(({ to }) => to === newest).map((of) => [of.feature, of.share ?? 0] as const);
    return shares.length === 0 ? undefined : usable(givenImportance(new Map(shares), features, 'table'));
  }
}

function isWithin({ from, to }: SegmentShareRecord, window: ReportWindow): boolean {
  return from >= window.from && to <= window.to;
}

function usable(importance: Importance): Importance | undefined {
  return importance.features.some(({ share }) => share !== undefined) ? importance : undefined;
}
