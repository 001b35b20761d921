import { h } from 'preact';
import { plainLine, truncate } from '../../../../reports/text.js';

/** A name from somebody's table: text whatever it holds, in a direction of its own, cut but whole in its title. */
export function Named({ text, limit = 60 }: { readonly text: string; readonly limit?: number }) {
  if (text.trim() === '') return <bdi class="muted">(empty)</bdi>;
  const whole = plainLine(text);
  const shown = truncate(whole, limit);
  return <bdi title={shown === whole ? undefined : whole}>{shown}</bdi>;
}
