import { availableParallelism } from 'node:os';

// Tests are compiled by tsc into build/ first, so that worker threads and ES modules run as they do in production.
const build = process.env.DRIFT_TEST_BUILD ?? 'build';

// These measure time, or wait for a browser to paint: in vain where another test file wants the same cores.
const alone = ['browser/.*', 'performance/.*', 'e2e/serverClients', 'e2e/serverLogins', 'faults/hanging'].map(
  (path) => `/test/${path}\\.test\\.js$`,
);

const project = {
  roots: [`<rootDir>/${build}`],
  testEnvironment: 'node',
  transform: {},
};

export default {
  projects: [
    {
      ...project,
      displayName: 'beside',
      testMatch: ['**/*.test.js'],
      testPathIgnorePatterns: alone,
    },
    { ...project, displayName: 'alone', testRegex: alone, runner: 'jest-serial-runner' },
  ],
  maxWorkers: Math.max(2, availableParallelism() - 1),
  // native modules take a moment to let go on busy cores
  workerGracefulExitTimeout: 10_000,
  randomize: true,
  testTimeout: 60_000,
  globalSetup: `<rootDir>/${build}/test/services/globalSetup.js`,
  globalTeardown: `<rootDir>/${build}/test/services/globalTeardown.js`,
};
