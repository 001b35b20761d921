import type { Config } from '../../config/schema.js';
import type { NotificationTiming } from './notifications.js';

interface Timing {
  readonly group_wait?: number;
  readonly group_interval?: number;
  readonly repeat_interval?: number;
}

/** Alertmanager's timing as configured, else its own defaults. */
export function notificationTiming(config: Config): NotificationTiming {
  const alerting: Config['alerting'] & Timing = config.alerting;
  return {
    groupWait: alerting.group_wait ?? 30_000,
    groupInterval: alerting.group_interval ?? 300_000,
    repeatInterval: alerting.repeat_interval ?? 12 * 3_600_000,
  };
}
