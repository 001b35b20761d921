import { Component, createRef, h, type ComponentChildren } from 'preact';
import type { Answers } from '../answers.js';
import type { Answer, Form } from '../ask.js';

interface LazyProps<Value> {
  readonly answers: Answers;
  /** What is asked for, whatever its version. */
  readonly name: string;
  /** Asked for again where this differs. */
  readonly version: string;
  readonly path: string;
  readonly form?: Form;
  readonly class?: string;
  readonly draw: (answer: Answer<Value> | undefined) => ComponentChildren;
}

/** A part of the page that asks for its data while it can be seen. */
export class Lazy<Value> extends Component<LazyProps<Value>> {
  readonly #place = createRef<HTMLDivElement>();
  #observer: IntersectionObserver | undefined;
  #silence: (() => void) | undefined;
  #isSeen = false;

  override componentDidMount(): void {
    this.#listen();
    const place = this.#place.current;
    if (place === null) return;
    this.#observer = new IntersectionObserver((entries) => {
      this.#isSeen = entries.at(-1)?.isIntersecting ?? false;
      this.#want();
    });
    this.#observer.observe(place);
  }

  override componentDidUpdate(before: LazyProps<Value>): void {
    if (before.name !== this.props.name) this.#listen();
    this.#want();
  }

  override componentWillUnmount(): void {
    this.#silence?.();
    this.#observer?.disconnect();
  }

  #listen(): void {
    this.#silence?.();
    this.#silence = this.props.answers.listen(this.props.name, () => this.forceUpdate());
  }

  #want(): void {
    const { answers, name, version, path, form = 'json' } = this.props;
    if (this.#isSeen) answers.want(name, version, path, form);
  }

  override render({ answers, name, draw, class: className }: LazyProps<Value>) {
    return (
      <div class={className} ref={this.#place}>
        {draw(answers.get<Value>(name))}
      </div>
    );
  }
}
