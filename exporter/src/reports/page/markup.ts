import type { Severity } from '../../detection/result.js';
import { escapeMarkup, truncate } from '../text.js';

/** Longest name shown in a heading or a table; the whole stands in the title. */
const MAX_NAME = 80;

/** A name from somebody's table: text whatever it holds, in a direction of its own, cut but whole in its title. */
export function named(text: string, limit = MAX_NAME): string {
  if (text.trim() === '') return '<bdi class="muted">(empty)</bdi>';
  const cut = truncate(text, limit);
  return cut === text
    ? `<bdi>${escapeMarkup(text)}</bdi>`
    : `<bdi title="${escapeMarkup(text)}">${escapeMarkup(cut)}</bdi>`;
}

/** A number for people with the exact one as its tooltip. */
export function exact(value: number, text: string): string {
  return `<span title="${value}">${escapeMarkup(text)}</span>`;
}

export function chip(severity: Severity): string {
  return `<span class="chip s-${severity}">${severity}</span>`;
}

/** Where a feature's details stand. */
export function featureId(model: number, rank: number): string {
  return `feature-${model + 1}-${rank + 1}`;
}
