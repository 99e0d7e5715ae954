import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { claimedAfter, printsBlock, programClaims, untrue, untrueClaims } from './printed.mjs';
import { codeBlocks, commandLines, refuseUnknownLanguages } from './readme-blocks.mjs';
import { runProgram } from './run-program.mjs';
import { publicPackages, ROOT } from './workspace.mjs';

/**
 * @typedef {import('./readme-blocks.mjs').Block} Block
 * @typedef {{ args: readonly string[], cwd: string, bin: string }} Runner `args` is how node runs the program of the
 *   README, `bin` the folder of our command
 */

const TWO_MINUTES = 120_000;

/**
 * Every document whose blocks run: the READMEs, and what is written in `docs`.
 *
 * @returns {string[]} relative to ROOT
 */
export function readmes() {
  const written = ['docs', 'docs/guides'].flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter((file) => file.endsWith('.md'))
      .map((file) => `${folder}/${file}`),
  );
  return ['README.md', ...publicPackages().map(({ folder }) => `${folder}/README.md`), ...written.sort()];
}

/**
 * @param {string} readme relative to ROOT
 * @returns {Block[]}
 * @throws {Error} when it is missing, or holds a block that nobody runs and that does not only show something
 */
export function readmeBlocks(readme) {
  if (!existsSync(join(ROOT, readme))) throw new Error('is missing');
  const blocks = codeBlocks(readFileSync(join(ROOT, readme), 'utf8'));
  refuseUnknownLanguages(blocks);
  return blocks;
}

/**
 * Runs the program of a README and then its command lines in the same folder, and compares what they print with what
 * the README says.
 *
 * @param {readonly Block[]} blocks
 * @param {Runner} runner
 * @returns {Promise<number>} how many blocks and command lines were run
 */
export async function runReadme(blocks, runner) {
  const programs = blocks.filter(({ language }) => language === 'ts').length;
  if (programs > 0) {
    const { args, cwd } = runner;
    const { code, stdout, output } = await runProgram(process.execPath, args, {
      cwd,
      timeoutMs: TWO_MINUTES,
    });
    if (code !== 0) throw new Error(`the ts blocks ended with ${String(code)}\n${output}`);
    const wrong = untrueClaims(programClaims(blocks), stdout);
    if (wrong.length > 0) throw new Error(wrong.join('\n'));
  }
  return programs + (await runCommands(blocks, runner));
}

/**
 * @param {readonly Block[]} blocks
 * @param {Runner} runner
 */
async function runCommands(blocks, { cwd, bin }) {
  const env = { PATH: [bin, process.env['PATH'] ?? ''].join(delimiter), npm_config_yes: 'false' };
  let ran = 0;
  for (const [index, block] of blocks.entries()) {
    let printed = '';
    for (const { line, words, exitCode } of commandLines([block])) {
      const { code, stdout, output } = await runProgram('sh', ['-c', words], {
        cwd,
        env,
        timeoutMs: TWO_MINUTES,
      });
      if (code !== exitCode) {
        throw new Error(
          `line ${String(line)}: \`${words}\` ended with ${String(code)}, not ${String(exitCode)}\n${output}`,
        );
      }
      printed += stdout;
      ran += 1;
    }
    const said = block.language === 'sh' ? claimedAfter(blocks, index) : undefined;
    if (said !== undefined && !printsBlock(said, printed)) throw new Error(untrue(block.line, said, printed));
  }
  return ran;
}
