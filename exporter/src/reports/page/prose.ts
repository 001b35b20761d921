import { escapeMarkup } from '../text.js';

/** A sentence as HTML, with names between backticks as code. */
export function prose(sentence: string): string {
  return escapeMarkup(sentence).replace(/`([^`]+)`/g, '<code>$1</code>');
}
