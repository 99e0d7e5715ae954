import Docker from 'dockerode';
import { spawnSync } from 'node:child_process';
import { buildImage } from '../src/image/build-image.js';

const REQUIRED = (process.env['SENTINEL_REQUIRE'] ?? '').split(',');

/** An image for tests, with what attacks are written in besides what the base image has. */
const TEST_IMAGE = 'sentinel-agentos/test:latest';

/** Whether to skip tests that need something: it is not here, and SENTINEL_REQUIRE does not name it. */
export function isSkipped(what: 'docker' | 'bubblewrap', isHere: boolean): boolean {
  return !isHere && !REQUIRED.includes(what);
}

/** Whether bubblewrap is installed. */
export function hasBubblewrap(): boolean {
  return spawnSync('bwrap', ['--version']).status === 0;
}

/** Whether an engine answers, where DOCKER_HOST or the usual socket says. */
export async function hasDocker(): Promise<boolean> {
  try {
    await new Docker().ping();
    return true;
  } catch {
    return false;
  }
}

/** Builds the image for tests, once for an engine. Two that do so at the same time do no harm. */
export async function testImage(): Promise<string> {
  const here = await new Docker()
    .getImage(TEST_IMAGE)
    .inspect()
    .then(
      () => true,
      () => false,
    );
  if (!here) await buildImage({ name: TEST_IMAGE, programs: ['node', 'git', 'bash', 'perl'] });
  return TEST_IMAGE;
}
