/// <reference lib="dom" />
import { h, render } from 'preact';
import { App } from './app.js';
import { Page } from './views/page.js';

const root = document.getElementById('page');
if (root !== null) new App((app) => keepFocus(() => render(<Page app={app} />, root))).start();

/** An element that changes its place in the document loses the focus, though it is still there. */
function keepFocus(draw: () => void): void {
  const focused = document.activeElement;
  draw();
  if (focused instanceof HTMLElement && focused.isConnected && focused !== document.activeElement) {
    focused.focus({ preventScroll: true });
  }
}
