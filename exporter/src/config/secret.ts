import { inspect } from 'node:util';

/** What is printed in place of a secret. */
export const HIDDEN = '<secret>';

/** A password, key or address that must not be printed: logs, dumps, JSON and templates show `<secret>`. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself. Call it where it is handed to a library, and nowhere else. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  [inspect.custom](): string {
    return HIDDEN;
  }
}
