import { Component, h } from 'preact';
import type { App } from '../app.js';
import { Ago } from './when.js';

/** Whether what the page shows is live, and if not, why and what comes next. */
export function Connection({ app }: { readonly app: App }) {
  const { problem, answeredAt, models, retryAt } = app.state;
  if (problem === undefined) {
    return models === undefined ? (
      <p class="lead" role="status">
        Asking the exporter…
      </p>
    ) : null;
  }
  return (
    <div class="banner">
      <p role="alert">
        <b>{problem.message}</b> {advice[problem.kind]}
      </p>
      <p>
        {answeredAt !== undefined && (
          <span>
            What you see is as of <Ago at={new Date(answeredAt).toISOString()} />.{' '}
          </span>
        )}
        {retryAt !== undefined && <Countdown to={retryAt} />}{' '}
        <button type="button" onClick={() => (problem.kind === 'login' ? location.reload() : app.retry())}>
          {problem.kind === 'login' ? 'Log in' : 'Try now'}
        </button>
      </p>
    </div>
  );
}

const advice = {
  unreachable: 'It may have stopped, or the network between you and it is down.',
  login: 'Your login is missing or no longer valid.',
  refused: 'Ask whoever runs the exporter for the role that you need.',
  unknown: '',
  failed: 'Its log tells more.',
} as const;

class Countdown extends Component<{ readonly to: number }> {
  #timer: number | undefined;

  override componentDidMount(): void {
    this.#timer = window.setInterval(() => this.forceUpdate(), 1_000);
  }

  override componentWillUnmount(): void {
    clearInterval(this.#timer);
  }

  override render() {
    const seconds = Math.ceil((this.props.to - Date.now()) / 1_000);
    return <span>{seconds > 0 ? `Trying again in ${seconds} s.` : 'Trying again…'}</span>;
  }
}
