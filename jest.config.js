// Tests are compiled by tsc into build/ first, so that worker threads and ES modules run as they do in production.
const build = process.env.DRIFT_TEST_BUILD ?? 'build';

export default {
  roots: [`<rootDir>/${build}`],
  testMatch: ['**/*.test.js'],
  testEnvironment: 'node',
  transform: {},
  randomize: true,
  testTimeout: 60_000,
  globalSetup: `<rootDir>/${build}/test/services/globalSetup.js`,
  globalTeardown: `<rootDir>/${build}/test/services/globalTeardown.js`,
};
