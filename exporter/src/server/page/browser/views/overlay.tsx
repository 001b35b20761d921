import { h } from 'preact';
import { plainLine } from '../../../../reports/text.js';
import type { FeatureVerdict } from '../apiTypes.js';
import { featurePath, type Answer } from '../ask.js';
import type { RowProps } from './featureRow.js';
import { Lazy } from './lazy.js';

interface OverlayProps extends RowProps {
  readonly verdict: FeatureVerdict;
}

/**
 * The distribution in a window over that of the reference, drawn by the exporter. It is fetched rather than linked to:
 * its address is the same for every result, and browsers would show the old one again.
 */
export function Overlay({ app, detail, row, verdict, dark }: OverlayProps) {
  const name = row.feature.feature;
  const query = new URLSearchParams({ window: verdict.window, theme: dark ? 'dark' : 'light' }).toString();
  const end = detail.windows.find(({ window }) => window === verdict.window)?.to ?? '';
  const text = `Distribution of ${plainLine(name).slice(0, 60)} in the reference and in the last ${verdict.window}. ${plainLine(verdict.reason)}`;
  return (
    <figure>
      <figcaption>
        <span>
          <i class="outlined" />
          reference
        </span>
        <span>
          <i class="filled" />
          last {verdict.window}
        </span>
      </figcaption>
      <Lazy<string>
        answers={app.answers}
        name={`overlay ${query} ${name}`}
        version={`${end} ${detail.last_success ?? ''}`}
        path={`${featurePath(detail.model, name)}/overlay.svg?${query}`}
        form="svg"
        class="overlay"
        draw={(answer) => drawn(answer, text)}
      />
    </figure>
  );
}

function drawn(answer: Answer<string> | undefined, text: string) {
  if (answer === undefined) return <p class="muted small">Drawing…</p>;
  if (answer.value === undefined) return <p class="muted small">No picture. {answer.problem.message}</p>;
  // as an image, not as markup: whatever names it holds, it can run nothing
  return <img src={`data:image/svg+xml,${encodeURIComponent(answer.value)}`} alt={text} />;
}
