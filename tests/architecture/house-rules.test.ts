import { ESLint } from 'eslint';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** Lints a text as if it were the file at `path`, which must exist for the typed rules. */
async function rulesBrokenBy(path: string, text: string): Promise<readonly string[]> {
  // Where CI is set the typed rules would read the file on the disk instead of the text.
  const parserOptions = { disallowAutomaticSingleRunInference: true };
  const eslint = new ESLint({ cwd: root, overrideConfig: { languageOptions: { parserOptions } } });
  const [result] = await eslint.lintText(text, { filePath: resolve(root, path) });
  return (result?.messages ?? []).map((message) => `${message.ruleId}: ${message.message}`);
}

describe('the rules of the house', () => {
  it('refuse SQL, the wall clock, randomness and default exports in a handler', async () => {
    const broken = await rulesBrokenBy(
      'src/main/engine/grading/handlers.ts',
      [
        "export const a = (db: { exec(s: string): void }) => db.exec('SELECT id FROM Course');",
        'export const b = Date.now();',
        'export const c = Math.random();',
        'export default a;',
      ].join('\n'),
    );
    expect(broken.join('\n')).toMatch(/SQL lives in repository/);
    expect(broken.join('\n')).toMatch(/clock is injected/);
    expect(broken.join('\n')).toMatch(/Randomness is injected/);
    expect(broken.join('\n')).toMatch(/Named exports only/);
  });

  it('refuse `any`, a promise nobody waits for, and a function of over 40 lines', async () => {
    const long = Array.from({ length: 45 }, (_, at) => `  value += ${at};`).join('\n');
    const broken = await rulesBrokenBy(
      'src/main/engine/grading/handlers.ts',
      `export const a: any = 1;\nexport function f() {\n  Promise.resolve(1);\n}\nexport function g() {\n  let value = 0;\n${long}\n  return value;\n}\n`,
    );
    expect(broken.join('\n')).toMatch(/no-explicit-any/);
    expect(broken.join('\n')).toMatch(/no-floating-promises/);
    expect(broken.join('\n')).toMatch(/max-lines-per-function/);
  });
});
