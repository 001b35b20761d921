import tseslint from 'typescript-eslint';

// Data flows in this direction, and imports may only point back along it.
const stages = [
  'config',
  'sources',
  'profile',
  'statistics',
  'detection',
  'store',
  'check',
  'streams',
  'ingest',
  'monitor',
  'alerts',
  'metrics',
  'reports',
  'server',
  'cli',
];

const importDirection = stages.map((stage, index) => ({
  files: [`exporter/src/${stage}/**/*.{ts,tsx}`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: stages.slice(index + 1).map((later) => ({
          group: [`**/${later}/**`],
          message: `${stage} comes before ${later} in the data flow`,
        })),
      },
    ],
  },
}));

export default tseslint.config(
  // the panel is a package of its own, with Grafana's rules
  { ignores: ['**/dist/', 'build/', 'build-*/', 'node_modules/', '.cache/', 'grafana-plugin/'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.tsx'],
    languageOptions: { parserOptions: { jsxPragma: 'h', jsxFragmentName: 'Fragment' } },
  },
  {
    files: ['**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      // what is taken out of an object is left out of the rest of it
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      'max-lines': ['error', { max: 300 }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
    },
  },
  ...importDirection,
);
