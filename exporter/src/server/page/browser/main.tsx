/// <reference lib="dom" />
import { h, render } from 'preact';
import { App } from './app.js';
import { Page } from './views/page.js';

const root = document.getElementById('page');
if (root !== null) new App((app) => render(<Page app={app} />, root)).start();
