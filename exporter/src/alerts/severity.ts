/** The store's name for an alert label's severity: `warning` is `significant`. */
export function storedSeverity(label: string): string {
  return label === 'warning' ? 'significant' : label;
}

/** The severities of alerts that have series of their own from the start. */
export const severityLabels = ['warning', 'critical'] as const;

/** The worst of some severity labels; empty where none is known. */
export function worstLabel(labels: readonly (string | undefined)[]): string {
  return labels.includes('critical') ? 'critical' : labels.includes('warning') ? 'warning' : '';
}
