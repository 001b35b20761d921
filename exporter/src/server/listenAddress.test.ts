import { formatAddress, isLoopback } from './listenAddress.js';

test.each([
  '127.0.0.1',
  '127.255.255.254',
  '::1',
  '[::1]',
  '::ffff:127.0.0.1',
  'localhost',
  'LocalHost',
  'a.localhost',
])('%s is reached from this machine only', (host) => expect(isLoopback(host)).toBe(true));

test.each([
  '',
  '0.0.0.0',
  '::',
  '::2',
  '::ffff:10.0.0.1',
  '10.127.0.1',
  '128.0.0.1',
  'localhost.example',
  'notlocalhost',
  '127.0.0.1.example',
  '127.1',
  '2130706433',
])('%j may be reached from elsewhere', (host) => expect(isLoopback(host)).toBe(false));

test('an IPv6 address stands in brackets', () => {
  expect(formatAddress({ host: '::1', port: 9464 })).toBe('[::1]:9464');
  expect(formatAddress({ host: 'localhost', port: 1 })).toBe('localhost:1');
});
