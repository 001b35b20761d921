/** The thresholds of one feature: the PSI from which a change is small, significant and critical. */
export interface SeverityThresholds {
  readonly small: number;
  readonly significant: number;
  /** Infinity for a feature that never becomes critical. */
  readonly critical: number;
}

/** A feature's own threshold for a critical or a significant change. */
export interface FeatureThreshold {
  readonly feature: string;
  readonly threshold: number;
}

/** How much evidence a verdict needs, and how large an effect. */
export interface DetectionSettings {
  readonly thresholds: SeverityThresholds;
  /** Features whose threshold for critical differs. */
  readonly critical: readonly FeatureThreshold[];
  /** Features whose threshold for significant differs; those listed here only never become critical. */
  readonly warning: readonly FeatureThreshold[];
  /** Expected share of false alarms among all alarms of one check. */
  readonly falseDiscoveryRate: number;
  /** PSI below which a change is too small to count as drift, of all cells and of any part against the rest. */
  readonly minEffect: number;
  /** Rows that each side needs for a verdict. */
  readonly minRows: number;
  /** For `ks.significant`. */
  readonly significanceLevel: number;
}

export const defaultDetection: DetectionSettings = {
  thresholds: { small: 0.1, significant: 0.2, critical: 0.25 },
  critical: [],
  warning: [],
  falseDiscoveryRate: 0.001,
  minEffect: 0.01,
  minRows: 30,
  significanceLevel: 0.05,
};

/** A feature's thresholds: its own where it is listed, else everyone's. */
export function thresholdsOf(feature: string, settings: DetectionSettings): SeverityThresholds {
  const own = (rules: readonly FeatureThreshold[]): number | undefined =>
    rules.find((rule) => rule.feature === feature)?.threshold;
  const critical = own(settings.critical);
  const significant = own(settings.warning);
  const neverCritical = significant !== undefined && critical === undefined;
  return {
    small: settings.thresholds.small,
    significant: significant ?? settings.thresholds.significant,
    critical: critical ?? (neverCritical ? Infinity : settings.thresholds.critical),
  };
}
