import type { PanelData } from '@grafana/data';

/** What went wrong with which query, a sentence each: where one of two fails, the other is still drawn. */
export function queryErrors({ errors = [], error }: PanelData): string[] {
  const all = errors.length > 0 || !error ? errors : [error];
  const texts = all.map(({ refId, message, data }) => {
    const reason = [message, data?.message, data?.error].find((text) => typeof text === 'string' && text.trim() !== '');
    return `${refId ? `Query ${refId}` : 'A query'} failed: ${(reason ?? 'no reason given').trim().replace(/\.$/, '')}.`;
  });
  return Array.from(new Set(texts));
}
