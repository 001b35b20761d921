import { z } from 'zod';
import { alertStatuses } from '../../store/alertRecords.js';
import { FINGERPRINT } from '../../alerts/observation.js';
import { time } from './verdict.js';

/** What Alertmanager and its templates call `.Fingerprint`. */
export const fingerprintParameter = z
  .string()
  .regex(FINGERPRINT, { error: 'expected a fingerprint of 16 hexadecimal digits' })
  .meta({ description: "Alertmanager's name for an alert's labels.", examples: ['8f3a0c1d2e4b5a69'] });

export const alertStatus = z.enum(alertStatuses);

const LONGEST_COMMENT = 2_000;

/** A person's words. */
export const comment = z
  .string()
  .refine((text) => text.length <= LONGEST_COMMENT, {
    error: `expected at most ${LONGEST_COMMENT} characters`,
  })
  .meta({ description: 'A word on why.' });

const text = z.string().nullable();
const seconds = z.number().nullable();

const alertSummary = z.strictObject({
  alert_id: z.int(),
  fingerprint: z.string(),
  alert_name: z.string(),
  model: text,
  feature: text,
  segment: z.string().describe('Empty for all rows, else column=value.'),
  team: text,
  severity: text,
  status: alertStatus,
  starts_at: time,
  acknowledged_at: time.nullable(),
  acknowledged_by: text,
  resolved_at: time.nullable(),
  seconds_to_acknowledge: seconds,
  seconds_to_resolve: seconds,
  silenced: z.boolean(),
  inhibited: z.boolean(),
  notifications: z.int(),
  summary: text,
  description: text,
  runbook_url: text,
});

export const alertList = z
  .strictObject({ alerts: z.array(alertSummary.meta({ id: 'Alert' })).describe('Newest first.') })
  .meta({ id: 'AlertList' });

const alertEvent = z
  .strictObject({
    occurred_at: time,
    event: z.string(),
    actor: text,
    detail: text,
    notification_id: z.int().nullable(),
  })
  .meta({ id: 'AlertEvent' });

export const alertEpisodes = z
  .strictObject({
    fingerprint: z.string(),
    episodes: z
      .array(
        alertSummary
          .extend({
            labels: z.record(z.string(), z.string()),
            events: z.array(alertEvent).describe('Oldest first.'),
          })
          .meta({ id: 'AlertEpisode' }),
      )
      .describe('From each firing to its resolution, newest first.'),
  })
  .meta({ id: 'AlertEpisodes' });
