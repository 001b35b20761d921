import { Component, h } from 'preact';
import { plainLine } from '../../../../reports/text.js';
import type { FeatureVerdict } from '../apiTypes.js';
import { featurePath } from '../ask.js';
import type { RowProps } from './featureRow.js';

interface OverlayProps extends RowProps {
  readonly verdict: FeatureVerdict;
}

/** The distribution in a window over that of the reference, drawn by the exporter. */
export function Overlay({ detail, row, verdict, dark }: OverlayProps) {
  const name = row.feature.feature;
  const query = new URLSearchParams({ window: verdict.window, theme: dark ? 'dark' : 'light' });
  const path = `${featurePath(detail.model, name)}/overlay.svg?${query.toString()}`;
  const end = detail.windows.find(({ window }) => window === verdict.window)?.to ?? '';
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
      <Picture
        // anew for every result: the address of the picture stays the same
        key={`${path} ${end}`}
        path={path}
        text={`Distribution of ${plainLine(name).slice(0, 60)} in the reference and in the last ${verdict.window}. ${plainLine(verdict.reason)}`}
      />
    </figure>
  );
}

class Picture extends Component<
  { readonly path: string; readonly text: string },
  { readonly failed: boolean }
> {
  override state = { failed: false };

  override render() {
    const { path, text } = this.props;
    return this.state.failed ? (
      <p class="muted small">There is no picture of this window.</p>
    ) : (
      <img src={path} alt={text} width="476" height="254" onError={() => this.setState({ failed: true })} />
    );
  }
}
