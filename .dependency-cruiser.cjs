/**
 * The floors of the house: an import may only go down, and there are no circles, type-only
 * imports included. `tests/architecture` plants violations and asserts that this file turns red.
 */
const engineRooms = 'storage|journal|rpc|jobs|log|migrate';

/** npm packages that any room of the engine may use, and the ones a topic needs for its trade. */
const engineLibraries = 'better-sqlite3|kysely|pg|pg-copy-streams|zod';
const topicLibraries = {
  certificates: 'pdfkit|harfbuzzjs|bidi-js|qrcode|@expo-google-fonts|fontkit',
  import: 'iconv-lite',
  migrate: 'pg-copy-streams',
  sync: 'pg-copy-streams',
};

const npm = (names) => `node_modules/(@types/)?(${names})/`;
const allTopicLibraries = Object.values(topicLibraries).join('|');

/** A rule: files of `from` may import only what `allowed` matches. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { pathNot: allowed },
});

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true, pathNot: ['\\.css$', '\\.ttf', '\\.woff2'] },
    },
    only('kernel', '^src/shared/kernel/', ['^src/shared/kernel/'], 'The kernel knows nobody.'),
    only(
      'domain',
      '^src/shared/domain/',
      ['^src/shared/(domain|kernel)/', npm('zod')],
      'Rules are pure: no process, no database, no window.',
    ),
    only('contract', '^src/shared/contract/', ['^src/shared/', npm('zod')]),
    only('engine', '^src/main/engine/', [
      '^src/main/engine/',
      '^src/shared/',
      npm(`${engineLibraries}|${allTopicLibraries}|node`),
      '^(node:)?[a-z_/]+$',
    ]),
    {
      name: 'engine-imports-no-electron',
      severity: 'error',
      from: { path: '^src/(main/(engine|cli)|shared)/' },
      to: { path: '(^|/)electron($|/)' },
    },
    ...Object.entries(topicLibraries).map(([topic, libraries]) => ({
      name: `libraries-of-${topic}`,
      comment: 'A library belongs to the topics that are listed with it.',
      severity: 'error',
      from: {
        path: '^src/main/engine/',
        pathNot: [
          `^src/main/engine/${topic}/`,
          `^src/main/engine/jobs/${topic.replace(/s$/, '')}-worker\\.ts$`,
          ...Object.entries(topicLibraries)
            .filter(
              ([other, theirs]) =>
                other !== topic &&
                theirs.split('|').some((one) => libraries.split('|').includes(one)),
            )
            .map(([other]) => `^src/main/engine/${other}/`),
        ],
      },
      to: { path: npm(libraries) },
    })),
    {
      name: 'workers-hold-no-database',
      comment: 'Two workers do nothing but look at the database (ARCHITECTURE.md).',
      severity: 'error',
      from: {
        path: '^src/main/engine/jobs/[^/]+-worker\\.ts$',
        pathNot: '^src/main/engine/jobs/(index|reading)-worker\\.ts$',
      },
      to: { path: ['node_modules/(better-sqlite3|kysely)/', '^src/main/engine/storage/'] },
    },
    {
      name: 'no-repository-of-another-topic',
      severity: 'error',
      from: {
        path: '^src/main/engine/([^/]+)/',
        // Sync treats all tables alike, and keeps what is derived from them right.
        pathNot: `^src/main/engine/(${engineRooms}|sample|sync)/`,
      },
      to: {
        path: '^src/main/engine/([^/]+)/.*repository\\.ts$',
        pathNot: ['^src/main/engine/$1/', `^src/main/engine/(${engineRooms})/`],
      },
    },
    only('ui', '^src/renderer/ui/', [
      '^src/renderer/ui/',
      '^src/shared/kernel/',
      'node_modules/',
      '\\.css$',
    ]),
    only('client', '^src/renderer/client/', [
      '^src/renderer/client/',
      '^src/shared/(contract|kernel)/',
      npm('react|zustand'),
    ]),
    {
      name: 'features',
      severity: 'error',
      from: { path: '^src/renderer/features/([^/]+)/' },
      to: {
        path: '^src/',
        pathNot: [
          '^src/renderer/features/$1/',
          '^src/renderer/(ui|client)/',
          '^src/shared/(contract|domain|kernel)/',
        ],
      },
    },
    {
      name: 'renderer-is-a-page',
      comment: 'No Node, no Electron, no engine in a sandboxed page.',
      severity: 'error',
      from: { path: '^src/renderer/' },
      to: {
        path: [
          '^src/(main|preload)/',
          '^(node:)?(fs|path|child_process|os|crypto)$',
          'node_modules/(electron|better-sqlite3|kysely|pg)/',
        ],
      },
    },
    only('shell', '^src/main/shell/', [
      '^src/main/shell/',
      '^src/shared/(contract|kernel)/',
      npm('electron|zod|node'),
      '^electron$',
      '^(node:)?[a-z_/]+$',
    ]),
    only('cli', '^src/main/cli/', [
      '^src/main/cli/',
      '^src/main/engine/engine\\.ts$',
      '^src/shared/(contract|kernel)/',
      npm('node'),
      '^(node:)?[a-z_/]+$',
    ]),
    only('preload', '^src/preload/', [
      '^src/preload/',
      '^src/shared/(contract|kernel)/',
      npm('electron'),
      '^electron$',
    ]),
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^tests/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.renderer.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'require', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
