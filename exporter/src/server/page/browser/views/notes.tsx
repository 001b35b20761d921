import { h } from 'preact';
import { percent, whole } from '../../../../reports/numbers.js';
import { plainLine } from '../../../../reports/text.js';
import type { ModelDetail } from '../apiTypes.js';
import { serverNow } from '../ask.js';
import { isStale } from '../state.js';
import { Ago } from './when.js';

const stages = {
  reference: [
    'The reference could not be built',
    'Check that the source is up, that the exporter may read it, and that the configured reference holds rows.',
  ],
  count: ['New rows could not be counted', 'Check that the source is up and that the exporter may read it.'],
  judge: ['The counts could not be judged', 'The log of the exporter tells more.'],
  store: ['Results could not be kept', 'Check that the store is up, has room and may be written to.'],
} as const;

/** What keeps a model's results from being complete or current, and what to do about it. */
export function Notes({ detail }: { readonly detail: ModelDetail }) {
  const { failure, progress, windows, last_success: lastSuccess, newest_row: newest, warnings } = detail;
  const [what, todo] = failure === null ? [] : stages[failure.stage];
  return (
    <div>
      {failure !== null && (
        <div class="note failed">
          <b>{what}</b>, <Ago at={failure.at} />: {plainLine(failure.message)}. {todo} The next check tries
          again.
        </div>
      )}
      {isStale(detail, serverNow()) && (
        <div class="note failed">
          <b>Stale:</b> these results expired <Ago at={latest(windows.map(({ expires }) => expires))} />. They
          tell how things were, not how they are.
        </div>
      )}
      {windows.length === 0 && lastSuccess !== null && newest !== null && progress === null && (
        <div class="note failed">
          <b>No current results:</b> the last ones are too old to show. They come back with the next check
          that finds new rows.
        </div>
      )}
      {progress !== null && <CatchingUp {...progress} />}
      {detail.promotion_due && (
        <div class="note">
          <b>Promotion due:</b> the configuration describes another reference than the one in use. An admin
          switches by <code>drift-exporter reference promote</code>.
        </div>
      )}
      {warnings.map((warning) => (
        <div class="note" key={warning}>
          <b>Warning:</b> {plainLine(warning)}
        </div>
      ))}
    </div>
  );
}

function CatchingUp({ done, total }: NonNullable<ModelDetail['progress']>) {
  return (
    <div class="note">
      <label>
        <b>Catching up with the past:</b> {whole(done)} of {whole(total)} buckets,{' '}
        {percent(total === 0 ? 1 : done / total)}
        <progress max={Math.max(1, total)} value={done} />
      </label>
    </div>
  );
}

function latest(instants: readonly string[]): string {
  return [...instants].sort().at(-1) ?? '';
}
