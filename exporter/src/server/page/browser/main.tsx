/// <reference lib="dom" />
import { h, render } from 'preact';
import { App } from './app.js';
import { Page } from './views/page.js';

const root = document.getElementById('page');
if (root !== null) new App((app) => standStill(() => render(<Page app={app} />, root))).start();

/** A row that changes its place must neither lose the focus nor, as browsers have it, take the whole view along. */
function standStill(draw: () => void): void {
  const focused = document.activeElement;
  const place = rowIndex(focused);
  draw();
  if (!(focused instanceof HTMLElement) || place === undefined || rowIndex(focused) === place) return;
  focused.blur();
  focused.focus({ preventScroll: true });
}

function rowIndex(element: Element | null): number | undefined {
  return element?.closest('tr')?.rowIndex;
}
