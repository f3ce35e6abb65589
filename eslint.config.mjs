import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** SQL, written out or built, belongs to repositories and to the rooms whose trade it is. */
const noSql = [
  {
    selector: 'MemberExpression[property.name=/^(selectFrom|insertInto|updateTable|deleteFrom)$/]',
    message:
      'Queries live in repository.ts files (design: SQL only in repositories and migrations).',
  },
  ...['Literal[value=', 'TemplateElement[value.raw='].map((start) => ({
    selector: `${start}/\\b(SELECT .* FROM|INSERT INTO|DELETE FROM|UPDATE .* SET)\\b/]`,
    message: 'SQL lives in repository.ts files and migrations/.',
  })),
];

const injected = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'The clock is injected (context.clock).',
  },
  {
    selector: 'NewExpression[callee.name=Date][arguments.length=0]',
    message: 'The clock is injected (context.clock).',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Randomness is injected (context.random).',
  },
];

const houseRules = [
  { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
  { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
];

/** Where SQL may be written. */
const sqlRooms = [
  'src/main/engine/**/*repository.ts',
  'src/main/engine/storage/**',
  'src/main/engine/journal/**',
  'src/main/engine/migrate/**',
  'src/main/engine/sync/**',
  // The generator writes whole tables, as a migration would.
  'src/main/engine/sample/**',
];

export default tseslint.config(
  {
    ignores: [
      'node_modules',
      'out',
      'release',
      'shots',
      'src/main/engine/storage/schema.generated.ts',
    ],
  },
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  {
    files: ['**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/unified-signatures': 'off',
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      eqeqeq: ['error', 'always'],
      'no-restricted-syntax': ['error', ...houseRules],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    rules: { 'max-lines': ['error', { max: 300 }], 'no-console': 'error' },
  },
  {
    files: ['src/shared/**/*.ts', 'src/main/**/*.ts', 'src/preload/**/*.ts'],
    rules: {
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      // JSX is markup: what counts for a component is that its logic is short.
      'max-lines-per-function': ['error', { max: 110, skipBlankLines: true, skipComments: true }],
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
    },
  },
  {
    files: ['src/main/engine/**/*.ts', 'src/shared/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...houseRules, ...injected, ...noSql] },
  },
  {
    files: sqlRooms,
    rules: { 'no-restricted-syntax': ['error', ...houseRules, ...injected] },
  },
  {
    // The entries of processes are where the real clock and the real randomness come in.
    files: ['src/main/engine/utility-host.ts'],
    rules: { 'no-restricted-syntax': ['error', ...houseRules] },
  },
  {
    files: ['*.config.ts', '*.config.mjs'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // Floating promises are how work gets lost silently; this needs types, so it is limited to src.
    files: ['src/**/*.{ts,tsx}'],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.node.json', './tsconfig.renderer.json', './tsconfig.preload.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': 'off',
    },
  },
);
