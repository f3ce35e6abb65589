import { runnerImport } from 'vite';
const { module } = await runnerImport('/work/main/scripts/.only-tmp.ts', { configFile: false, logLevel: 'warn', root: '/work/main', cacheDir: '/tmp/vb' });
await module.main();
