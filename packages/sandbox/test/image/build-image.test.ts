import { SentinelError } from '@sentinel-agentos/core';
import Docker from 'dockerode';
import { describe, expect, it } from 'vitest';
import { buildImage } from '../../src/image/build-image.js';
import { hasDocker, isSkipped } from '../needed.js';

describe.skipIf(isSkipped('docker', await hasDocker()))('building an image', () => {
  it('gives the engine the same content every time', async () => {
    const layers = async (): Promise<unknown> => {
      const { name } = await buildImage({ name: 'sentinel-agentos/small:latest', programs: ['bash'] });
      return (await new Docker().getImage(name).inspect()).RootFS.Layers;
    };
    expect(await layers()).toEqual(await layers());
  });
});

describe('an image that cannot be built', () => {
  it.each(['no-tag', 'a:b:c', '-x:latest', '', 'x\n:latest'])('refuses the name %j', async (name) => {
    await expect(buildImage({ name })).rejects.toThrow("name must be 'repository:tag'");
  });

  it('says so when no engine answers', async () => {
    await expect(buildImage({ socketPath: '/nowhere/docker.sock', programs: ['sh'] })).rejects.toSatisfy(
      (error: unknown) => SentinelError.is(error, 'SANDBOX_UNAVAILABLE'),
    );
  });
});
