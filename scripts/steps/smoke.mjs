import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { consumer } from '../house/artifacts.mjs';
import { pinnedExports } from '../house/pinned-exports.mjs';
import { runProgram } from '../house/run-program.mjs';
import { orFail, StepFailure } from '../house/step-failure.mjs';
import { publicEntries, publicPackages, ROOT } from '../house/workspace.mjs';

/** @type {import('../house/run-steps.mjs').Step} */
export const smokeStep = {
  name: 'smoke',
  about:
    'the packed packages install into an empty project [S2-114], export what the source does [S2-118], type-check and run',
  async run() {
    const project = await consumer();
    const specifiers = publicPackages()
      .flatMap(publicEntries)
      .map(({ specifier }) => specifier);
    await importAndRequire(project, specifiers);
    await typeCheck(project, specifiers);
    await runCommands(project);
    return { passed: 1, failed: 0, note: `${String(specifiers.length)} entries` };
  },
};

/**
 * Both builds of every entry give exactly the pinned values, and importing does nothing: it prints nothing and leaves
 * nothing that keeps the process alive.
 *
 * @param {string} project
 * @param {readonly string[]} specifiers
 */
async function importAndRequire(project, specifiers) {
  const list = JSON.stringify(specifiers);
  const show = 'process.stdout.write(JSON.stringify(names));';
  const names = `Object.keys(entry).filter((name) => name !== 'default' && name !== 'module.exports').sort()`;
  writeFileSync(
    join(project, 'import.mjs'),
    `const names = {};\nfor (const s of ${list}) { const entry = await import(s); names[s] = ${names}; }\n${show}\n`,
  );
  writeFileSync(
    join(project, 'require.cjs'),
    `const names = {};\nfor (const s of ${list}) { const entry = require(s); names[s] = ${names}; }\n${show}\n`,
  );
  const pinned = pinnedExports();
  const expected = Object.fromEntries(
    specifiers.map((specifier) => [specifier, pinned[specifier]?.values ?? []]),
  );
  for (const file of ['import.mjs', 'require.cjs']) {
    const { stdout, stderr } = orFail(
      await runProgram(process.execPath, [file], { cwd: project, timeoutMs: 60_000 }),
      file,
    );
    if (stdout !== JSON.stringify(expected) || stderr !== '') {
      throw new StepFailure(`${file}: the build exports other names than the pinned ones, or importing it says something.
pinned: ${JSON.stringify(expected)}
build:  ${stdout}${stderr}`);
    }
  }
}

/**
 * Our declarations hold up in a strict project of either module system that does not skip checking libraries.
 *
 * @param {string} project
 * @param {readonly string[]} specifiers
 */
async function typeCheck(project, specifiers) {
  const imports = specifiers
    .map((specifier, index) => `import * as e${String(index)} from '${specifier}';`)
    .join('\n');
  const use = `export const entries: readonly object[] = [${specifiers.map((_, index) => `e${String(index)}`).join(', ')}];`;
  for (const file of ['entries.mts', 'entries.cts'])
    writeFileSync(join(project, file), `${imports}\n${use}\n`);
  const compilerOptions = {
    target: 'ES2022',
    module: 'NodeNext',
    moduleResolution: 'NodeNext',
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    types: ['node'],
    typeRoots: [join(ROOT, 'node_modules', '@types')],
  };
  writeFileSync(
    join(project, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, files: ['entries.mts', 'entries.cts'] }),
  );
  orFail(await runProgram('tsc', ['-p', project]), 'The published declarations do not type-check.');
}

/**
 * Every command that a package installs explains itself, and refuses a command it does not know.
 *
 * @param {string} project
 */
async function runCommands(project) {
  for (const name of publicPackages().flatMap(({ manifest }) => Object.keys(manifest.bin ?? {}))) {
    const command = join(project, 'node_modules', '.bin', name);
    const help = orFail(await runProgram(command, ['help'], { cwd: project }), `${name} help`);
    if (help.stdout.trim() === '') throw new StepFailure(`${name} help says nothing.`);
    const unknown = await runProgram(command, ['no-such-command'], { cwd: project });
    if (unknown.code !== 2) {
      throw new StepFailure(
        `${name} no-such-command ended with ${String(unknown.code)}, not 2\n${unknown.output}`,
      );
    }
  }
}
