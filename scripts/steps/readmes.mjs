import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { consumer } from '../house/artifacts.mjs';
import { markedProgram } from '../house/printed.mjs';
import { readmeBlocks, readmes, runReadme } from '../house/run-readme.mjs';
import { runProgram } from '../house/run-program.mjs';
import { orFail, StepFailure } from '../house/step-failure.mjs';
import { ROOT } from '../house/workspace.mjs';

/** @typedef {{ readme: string, folder: string, blocks: import('../house/readme-blocks.mjs').Block[] }} Document */

/** @type {import('../house/run-steps.mjs').Step} */
export const readmesStep = {
  name: 'readmes',
  about: 'every code block of every README and guide type-checks, runs and prints what it says it prints',
  async run() {
    const project = await consumer();
    const top = join(project, 'readmes');
    /** @type {string[]} */
    const wrong = [];
    /** @type {Document[]} */
    const documents = [];
    for (const readme of readmes()) {
      try {
        documents.push({ readme, folder: readme.replaceAll(/[^\w]+/g, '-'), blocks: readmeBlocks(readme) });
      } catch (error) {
        wrong.push(`${readme}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    await compile(documents, top);
    let ran = 0;
    for (const { readme, folder, blocks } of documents) {
      try {
        const runner = {
          args: ['readme.mjs'],
          cwd: join(top, folder),
          bin: join(project, 'node_modules', '.bin'),
        };
        ran += await runReadme(blocks, runner);
      } catch (error) {
        wrong.push(`${readme}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    if (wrong.length > 0) throw new StepFailure(wrong.join('\n\n'));
    return { passed: 1, failed: 0, note: `${String(ran)} blocks and command lines` };
  },
};

/**
 * Types are checked and stripped by the compiler; what runs is plain JavaScript on plain node. The compiler reads the
 * declarations of the packages once for all documents.
 *
 * @param {readonly Document[]} documents
 * @param {string} top
 */
async function compile(documents, top) {
  const files = documents.flatMap(({ folder, blocks }) => {
    mkdirSync(join(top, folder), { recursive: true });
    const source = markedProgram(blocks);
    if (source === '') return [];
    writeFileSync(join(top, folder, 'readme.mts'), source);
    return [`${folder}/readme.mts`];
  });
  const compilerOptions = {
    target: 'ES2023',
    module: 'NodeNext',
    moduleResolution: 'NodeNext',
    strict: true,
    skipLibCheck: true,
    rootDir: '.',
    types: ['node'],
    typeRoots: [join(ROOT, 'node_modules', '@types')],
  };
  writeFileSync(join(top, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  orFail(await runProgram('tsc', ['-p', top], { cwd: top }), 'The ts blocks do not type-check.');
}
