import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pnpm } from './install.mjs';
import { runProgram } from './run-program.mjs';
import { orFail, StepFailure } from './step-failure.mjs';
import { publicPackages } from './workspace.mjs';

/** @typedef {{ pkg: import('./workspace.mjs').Package, tarball: string }} Packed */

/** Builds every package; turbo skips what has not changed. Needs no network and leaves no process behind. */
export const build = once('the build', async () => orFail(await pnpm(['run', 'build']), 'The build failed.'));

/**
 * Packs every public package as it would be published, into a temporary folder.
 *
 * @type {() => Promise<Packed[]>}
 */
export const pack = once('packing', async () => {
  await build();
  const into = temporaryFolder('packed');
  const args = ['pack', '--recursive', '--filter', './packages/*', '--pack-destination', into, '--json'];
  const { stdout } = orFail(await pnpm(args), 'The packages could not be packed.');
  const tarballs = /** @type {{ name: string, filename: string }[]} */ ([JSON.parse(stdout)].flat());
  return publicPackages().map((pkg) => {
    const packed = tarballs.find(({ name }) => name === pkg.name);
    if (packed === undefined) throw new StepFailure(`Packing ${pkg.name} made no tarball.`);
    return { pkg, tarball: packed.filename };
  });
});

/**
 * An empty project outside the workspace with all packed packages installed by npm, as a user has it.
 * Gives its folder.
 */
export const consumer = once('installing the packed packages', async () => {
  const packed = await pack();
  const folder = temporaryFolder('consumer');
  // Whoever uses an entry that needs an optional peer has installed it: here, the version it is tested with.
  /** @type {Record<string, string>} */
  const dependencies = {};
  for (const { pkg, tarball } of packed) {
    const { devDependencies = {}, peerDependencies = {} } = pkg.manifest;
    for (const [name, range] of Object.entries(peerDependencies))
      dependencies[name] = devDependencies[name] ?? range;
    dependencies[pkg.name] = `file:${tarball}`;
  }
  // Our packages need each other by version; these overrides keep npm from asking a registry for any of them.
  const overrides = Object.fromEntries(packed.map(({ pkg }) => [pkg.name, `$${pkg.name}`]));
  const manifest = {
    name: 'consumer',
    version: '1.0.0',
    private: true,
    type: 'module',
    dependencies,
    overrides,
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
  orFail(
    await runProgram('npm', ['install', '--prefer-offline', '--no-package-lock'], { cwd: folder }),
    'npm could not install the packed packages into an empty project.',
  );
  return folder;
});

/** @param {string} name */
function temporaryFolder(name) {
  const folder = mkdtempSync(join(tmpdir(), `sentinel-agentos-${name}-`));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * Several steps stand on the same build and the same tarballs: they are made once, and when that fails, it is told in
 * full once.
 *
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} make
 * @returns {() => Promise<T>}
 */
function once(what, make) {
  /** @type {Promise<T> | undefined} */
  let made;
  return async () => {
    if (made === undefined) {
      made = make();
      return made;
    }
    try {
      return await made;
    } catch {
      throw new StepFailure(`not run: ${what} failed, see above`);
    }
  };
}
