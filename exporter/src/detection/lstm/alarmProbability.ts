import { alarmLogit, type AlarmCurve } from './alarmCurve.js';
import { probabilityOf, type Calibration } from './probability.js';

/**
 * The probability from which on a feature's alarm is due: quiet streams of those that alarms were calibrated on reach it so seldom.
 * @param rate false alarms of one feature in one day that are allowed
 */
export function alarmProbability(
  { alarm, calibration }: { readonly alarm: AlarmCurve; readonly calibration: Calibration },
  rate: number,
): number {
  return probabilityOf(alarmLogit(alarm, rate), calibration);
}
