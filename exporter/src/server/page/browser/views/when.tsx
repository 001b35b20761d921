import { Component, h } from 'preact';
import { serverNow } from '../ask.js';
import { localDay, localTime, relativeTime, shortTime, universalTime } from '../times.js';

/** A time in the viewer's zone, in UTC as its tooltip. */
export function When({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} title={`${localTime(at)}, ${universalTime(at)}`}>
      {shortTime(at, serverNow())}
    </time>
  );
}

/** A day in the viewer's zone, the time as its tooltip. */
export function Day({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} title={`${localTime(at)}, ${universalTime(at)}`}>
      {localDay(Date.parse(at))}
    </time>
  );
}

/** How long ago something was, in words that keep counting; a date where that says more. */
export class Ago extends Component<{ readonly at: string }> {
  #timer: number | undefined;

  override componentDidMount(): void {
    this.#timer = window.setInterval(() => this.forceUpdate(), 1_000);
  }

  override componentWillUnmount(): void {
    clearInterval(this.#timer);
  }

  override render() {
    const { at } = this.props;
    const words = relativeTime(Date.parse(at), serverNow());
    return (
      <time dateTime={at} title={`${localTime(at)}, ${universalTime(at)}`}>
        {words ?? localTime(at)}
      </time>
    );
  }
}
