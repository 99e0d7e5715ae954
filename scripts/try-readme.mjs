// node scripts/try-readme.mjs docs/guides/undo.md: runs the blocks of a README or a guide from source, without a build
// and without looking at types, and says what it says wrongly. `npm test` does the same with the packed packages.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { markedProgram } from './house/printed.mjs';
import { readmeBlocks, runReadme } from './house/run-readme.mjs';
import { publicPackages, SOURCE_CONDITION } from './house/workspace.mjs';

const fromSource = [`--conditions=${SOURCE_CONDITION}`, '--import', import.meta.resolve('tsx')];
const top = mkdtempSync(join(tmpdir(), 'sentinel-agentos-readme-'));
try {
  const bin = installedFromSource(top);
  for (const [index, readme] of process.argv.slice(2).entries()) {
    const blocks = readmeBlocks(readme);
    const cwd = join(top, String(index));
    mkdirSync(cwd);
    writeFileSync(join(cwd, 'readme.mts'), markedProgram(blocks));
    const ran = await runReadme(blocks, { args: [...fromSource, 'readme.mts'], cwd, bin });
    process.stdout.write(`${readme}: ${String(ran)} blocks and command lines\n`);
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  rmSync(top, { recursive: true, force: true });
}

/**
 * Puts the packages and their commands into a folder as if they were installed there.
 *
 * @param {string} folder
 * @returns {string} the folder of the commands
 */
function installedFromSource(folder) {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const { name, dir, manifest } of publicPackages()) {
    link(dir, join(folder, 'node_modules', name));
    for (const dependency of Object.keys(manifest.dependencies ?? {}))
      link(join(dir, 'node_modules', dependency), join(folder, 'node_modules', dependency));
    for (const [command, file] of Object.entries(manifest.bin ?? {})) {
      const source = join(dir, file.replace('dist/', 'src/').replace(/\.[cm]?js$/, '.ts'));
      const words = [process.execPath, ...fromSource, source].map((word) => `'${word}'`).join(' ');
      writeFileSync(join(bin, command), `#!/bin/sh\nexec ${words} "$@"\n`, { mode: 0o755 });
    }
  }
  return bin;
}

/**
 * @param {string} target
 * @param {string} place
 */
function link(target, place) {
  if (existsSync(place)) return;
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(realpathSync(target), place);
}
