import { createHash } from 'node:crypto';
import { statusPage } from './statusPage.js';

const { html, scriptHash, styleHash } = statusPage;
const hash = (text: string | undefined): string =>
  `sha256-${createHash('sha256')
    .update(text ?? '')
    .digest('base64')}`;

test('the hashes are those of what the document holds', () => {
  expect(hash(/<style>([^]*)<\/style>/.exec(html)?.[1])).toBe(styleHash);
  expect(hash(/<script>([^]*)<\/script><\/body>/.exec(html)?.[1])).toBe(scriptHash);
});

test('the script ends where it should', () => {
  expect(html.match(/<\/script/g)).toHaveLength(2);
  expect(html).not.toContain('<!--');
});

test('the document needs nothing from elsewhere and nothing that a strict policy forbids', () => {
  expect(html).not.toMatch(/(?:src|href)="https?:/);
  expect(html).not.toMatch(/@import|url\(/);
  expect(html).not.toMatch(/<[^>]+ (?:style|on\w+)="/);
});

test('it is small enough to be sent with every visit', () => {
  expect(html.length).toBeLessThan(200_000);
});
