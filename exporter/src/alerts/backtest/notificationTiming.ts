import type { Config } from '../../config/schema.js';
import type { NotificationTiming } from './notifications.js';

/** Alertmanager's timing, as its configuration is rendered. */
export function notificationTiming({ alerting }: Pick<Config, 'alerting'>): NotificationTiming {
  return {
    groupWait: alerting.group_wait,
    groupInterval: alerting.group_interval,
    repeatInterval: alerting.repeat_interval,
  };
}
