import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { consumer } from '../house/artifacts.mjs';
import { codeBlocks, commandLines, program, refuseUnknownLanguages } from '../house/readme-blocks.mjs';
import { runProgram } from '../house/run-program.mjs';
import { StepFailure } from '../house/step-failure.mjs';
import { publicPackages, ROOT } from '../house/workspace.mjs';

const TWO_MINUTES = 120_000;

/** @type {import('../house/run-steps.mjs').Step} */
export const readmesStep = {
  name: 'readmes',
  about: 'every code block of every README type-checks and runs against the packed packages',
  async run() {
    const project = await consumer();
    /** @type {string[]} */
    const wrong = [];
    let ran = 0;
    for (const readme of ['README.md', ...publicPackages().map(({ folder }) => `${folder}/README.md`)]) {
      try {
        ran += await runReadme(readme, project);
      } catch (error) {
        wrong.push(`${readme}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    if (wrong.length > 0) throw new StepFailure(wrong.join('\n\n'));
    return { passed: 1, failed: 0, note: `${String(ran)} blocks and command lines` };
  },
};

/**
 * @param {string} readme
 * @param {string} project
 * @returns {Promise<number>} how much of it was run
 */
async function runReadme(readme, project) {
  if (!existsSync(join(ROOT, readme))) throw new Error('is missing');
  const blocks = codeBlocks(readFileSync(join(ROOT, readme), 'utf8'));
  refuseUnknownLanguages(blocks);
  const commands = commandLines(blocks);

  const folder = join(project, 'readmes', readme.replaceAll(/[^\w]+/g, '-'));
  mkdirSync(folder, { recursive: true });
  await runBlocks(program(blocks), folder);
  await runCommands(commands, folder, join(project, 'node_modules', '.bin'));
  return blocks.filter(({ language }) => language === 'ts').length + commands.length;
}

/**
 * Types are checked and stripped by the compiler; what runs is plain JavaScript on plain node.
 *
 * @param {string} source
 * @param {string} folder
 */
async function runBlocks(source, folder) {
  if (source === '') return;
  writeFileSync(join(folder, 'readme.mts'), source);
  const compilerOptions = {
    target: 'ES2023',
    module: 'NodeNext',
    moduleResolution: 'NodeNext',
    strict: true,
    skipLibCheck: true,
    types: ['node'],
    typeRoots: [join(ROOT, 'node_modules', '@types')],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['readme.mts'] }));
  const checked = await runProgram('tsc', ['-p', folder]);
  if (checked.code !== 0) throw new Error(`the ts blocks do not type-check\n${checked.output}`);
  const ran = await runProgram(process.execPath, ['readme.mjs'], { cwd: folder, timeoutMs: TWO_MINUTES });
  if (ran.code !== 0) throw new Error(`the ts blocks ended with ${String(ran.code)}\n${ran.output}`);
}

/**
 * @param {ReturnType<typeof commandLines>} commands
 * @param {string} folder
 * @param {string} bin
 */
async function runCommands(commands, folder, bin) {
  const env = { PATH: [bin, process.env['PATH'] ?? ''].join(delimiter), npm_config_yes: 'false' };
  for (const { line, words, exitCode } of commands) {
    const ran = await runProgram('sh', ['-c', words], { cwd: folder, env, timeoutMs: TWO_MINUTES });
    if (ran.code !== exitCode) {
      throw new Error(
        `line ${String(line)}: \`${words}\` ended with ${String(ran.code)}, not ${String(exitCode)}\n${ran.output}`,
      );
    }
  }
}
