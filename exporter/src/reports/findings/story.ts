import { story as finding } from '../../detection/model/story.js';
import { named } from '../page/markup.js';
import { prose } from '../page/prose.js';
import { plural } from '../summary.js';
import { escapeMarkdown, truncate } from '../text.js';
import { findingView, type FoundIn } from './findingView.js';
import { toldOf } from './tellingWindows.js';

type Told = FoundIn<readonly string[]>;

/** A name may be as long as anybody likes. */
const MAX_SENTENCE = 600;

/** In words: a paragraph a window; of many windows the worst and the latest, the others on demand. */
export const story = findingView(finding, (found) => found.story, {
  overview(windows) {
    const told = toldOf(windows);
    const others = windows.filter((window) => !told.includes(window));
    const paragraphs =
      windows.length === 1
        ? told.map(({ found }) => `<p class="story">${sentences(found)}</p>`).join('')
        : list(told);
    if (others.length === 0) return paragraphs;
    return `${paragraphs}<details class="fold"><summary>What happened in the other ${plural(others.length, 'window')}</summary>${list(others)}</details>`;
  },
  lines(windows) {
    const told = toldOf(windows);
    const others = windows.length - told.length;
    return [
      ...told.map(({ window, role, found }) =>
        windows.length === 1 ? found.join(' ') : `${titled(window, role)}: ${found.join(' ')}`,
      ),
      ...(others > 0 ? [`${plural(others, 'other window')}: see the HTML report`] : []),
    ];
  },
  markdown(windows) {
    return toldOf(windows).flatMap(({ window, role, found }) => {
      const text = found.map((sentence) => escapeMarkdown(truncate(sentence, MAX_SENTENCE))).join(' ');
      return [
        windows.length === 1 ? text : `**${escapeMarkdown(truncate(titled(window, role), 80))}:** ${text}`,
        '',
      ];
    });
  },
});

function list(windows: readonly Told[]): string {
  const entries = windows.map(
    ({ window, role, found }) =>
      `<div><dt>${named(window, 40)}${role === undefined ? '' : ` <span>${role}</span>`}</dt><dd>${sentences(found)}</dd></div>`,
  );
  return `<dl class="stories">${entries.join('')}</dl>`;
}

function sentences(found: readonly string[]): string {
  return found.map(prose).join(' ');
}

function titled(window: string, role: Told['role']): string {
  return role === undefined ? window : `${window} (${role})`;
}
