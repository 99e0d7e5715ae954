import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pnpm } from './install.mjs';
import { runProgram } from './run-program.mjs';
import { orFail, StepFailure } from './step-failure.mjs';
import { publicPackages } from './workspace.mjs';

/** @typedef {{ pkg: import('./workspace.mjs').Package, tarball: string }} Packed */

/** Builds every package; turbo skips what has not changed. Needs no network and leaves no process behind. */
export const build = once(async () => orFail(await pnpm(['run', 'build']), 'The build failed.'));

/** Packs every public package as it would be published, into a temporary folder. */
export const pack = once(async () => {
  await build();
  const folder = temporaryFolder('packed');
  /** @type {Packed[]} */
  const packed = [];
  for (const pkg of publicPackages()) {
    const into = join(folder, pkg.folder);
    mkdirSync(into, { recursive: true });
    orFail(
      await pnpm(['pack', '--pack-destination', into], { cwd: pkg.dir }),
      `${pkg.name} could not be packed.`,
    );
    const [tarball] = readdirSync(into).filter((file) => file.endsWith('.tgz'));
    if (tarball === undefined) throw new StepFailure(`Packing ${pkg.name} made no tarball.`);
    packed.push({ pkg, tarball: join(into, tarball) });
  }
  return packed;
});

/**
 * An empty project outside the workspace with all packed packages installed by npm, as a user has it.
 * Gives its folder.
 */
export const consumer = once(async () => {
  const packed = await pack();
  const folder = temporaryFolder('consumer');
  const dependencies = Object.fromEntries(packed.map(({ pkg, tarball }) => [pkg.name, `file:${tarball}`]));
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
 * Several steps stand on the same build and the same tarballs; they are made once, and fail once with one reason.
 *
 * @template T
 * @param {() => Promise<T>} make
 * @returns {() => Promise<T>}
 */
function once(make) {
  /** @type {Promise<T> | undefined} */
  let made;
  return () => (made ??= make());
}
