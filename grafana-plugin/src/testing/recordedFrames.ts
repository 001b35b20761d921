import { type DataFrame, toDataFrame } from '@grafana/data';
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';

const folder = join(__dirname, '..', '..', 'recorded');

/** Names of all recordings. */
export const recordings: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace('.json', ''));

/** Frames as Grafana handed them to a panel; see the folder's README. */
export function recordedFrames(name: string): DataFrame[] {
  const frames: object[] = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  return frames.map((frame) => toDataFrame(frame));
}
