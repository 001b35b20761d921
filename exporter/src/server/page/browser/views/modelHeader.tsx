import { h } from 'preact';
import { percent, whole } from '../../../../reports/numbers.js';
import { plural } from '../../../../reports/summary.js';
import type { ModelDetail } from '../apiTypes.js';
import { serverNow } from '../ask.js';
import { driftSeverity, headline, remarks } from '../headline.js';
import type { Row } from '../rows.js';
import { Chip } from './chip.js';
import { Findings } from './findings.js';
import { Named } from './named.js';
import { Notes } from './notes.js';
import { SeverityBar } from './severityBar.js';
import { Ago, When } from './when.js';
import { universalTime } from '../times.js';

/** What there is to know of a model before any detail. */
export function ModelHeader({
  detail,
  rows,
}: {
  readonly detail: ModelDetail;
  readonly rows: readonly Row[];
}) {
  const severity = driftSeverity(rows);
  return (
    <header>
      <p class="eyebrow">
        Model <Named text={detail.model} limit={120} />
        {detail.team !== null && (
          <span>
            {' · '}
            <Named text={detail.team} limit={40} />
          </span>
        )}
      </p>
      <h1>
        {headline(detail, serverNow())} {severity !== undefined && <Chip severity={severity} />}
      </h1>
      {remarks(detail, rows).map((remark) => (
        <p class="lead" key={remark}>
          {remark}
        </p>
      ))}
      <SeverityBar rows={rows} />
      <dl class="facts">
        <div>
          <dt>Data as of</dt>
          <dd>{detail.newest_row === null ? 'no rows yet' : <Ago at={detail.newest_row} />}</dd>
          {detail.newest_row !== null && <dd class="muted small">{universalTime(detail.newest_row)}</dd>}
        </div>
        <div>
          <dt>Last good check</dt>
          <dd>{detail.last_success === null ? 'not yet' : <Ago at={detail.last_success} />}</dd>
          <dd class="muted small">
            source <Named text={detail.source} limit={40} />, time zone {detail.time_zone}
          </dd>
        </div>
        <Reference detail={detail} />
        <Dataset detail={detail} />
      </dl>
      <Findings detail={detail} />
      <Notes detail={detail} />
    </header>
  );
}

function Reference({ detail: { reference } }: { readonly detail: ModelDetail }) {
  return (
    <div>
      <dt>Reference</dt>
      {reference === null ? (
        <dd>not built yet</dd>
      ) : (
        <dd>
          {plural(reference.rows, 'row')}
          <div class="muted small">
            version <Named text={reference.version} limit={24} />, built <When at={reference.created} />
          </div>
        </dd>
      )}
    </div>
  );
}

function Dataset({ detail: { windows } }: { readonly detail: ModelDetail }) {
  if (windows.length === 0) return null;
  return (
    <div>
      <dt>Features that differ</dt>
      <dd>
        <ul class="shares">
          {windows.map(({ window, dataset_share: share, dataset_detected: detected }) => (
            <li
              key={window}
              title={detected ? 'so many that the dataset as a whole counts as drifted' : undefined}
            >
              <span class="muted">{window}</span> {share === null ? '–' : percent(share)}
              {detected && <b> !</b>}
            </li>
          ))}
        </ul>
        {windows.some(({ dataset_detected: detected }) => detected) && (
          <div class="muted small">! the dataset as a whole has drifted</div>
        )}
      </dd>
      <dd class="hidden">of {whole(windows.length)} windows</dd>
    </div>
  );
}
