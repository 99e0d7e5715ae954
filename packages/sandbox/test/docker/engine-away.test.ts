import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createDockerBackend, parsePolicy, SandboxExecutor } from '../../src/index.js';
import { hasDocker, isSkipped, testImage } from '../needed.js';
import { workspaceWith } from '../workspaces.js';

/** A way to the engine that can be cut, as when the engine dies. */
class CuttableEngine {
  readonly socketPath: string = path.join(mkdtempSync(path.join(tmpdir(), 'cut-')), 'docker.sock');
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;

  async open(): Promise<void> {
    const target = (process.env['DOCKER_HOST'] ?? 'unix:///var/run/docker.sock').replace('unix://', '');
    this.#server = createServer({ allowHalfOpen: true }, (near) => {
      const far = connect({ path: target, allowHalfOpen: true });
      for (const socket of [near, far]) {
        this.#sockets.add(socket);
        socket.on('error', () => undefined).on('close', () => this.#sockets.delete(socket));
      }
      near.pipe(far);
      far.pipe(near);
      near.on('close', () => far.destroy());
    });
    await new Promise<void>((settle) => this.#server?.listen(this.socketPath, settle));
  }

  async cut(): Promise<void> {
    const closed = new Promise((settle) => this.#server?.close(settle));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}

const closers: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closers) await close();
});

describe.skipIf(isSkipped('docker', await hasDocker()))('an engine that goes away', () => {
  it('in mid-call gives a result that says so; the next call is refused, and works once it is back', async () => {
    const engine = new CuttableEngine();
    await engine.open();
    closers.push(() => engine.cut());
    const image = await testImage();
    const policy = parsePolicy({ workspaceRoot: workspaceWith(), networkAccess: 'none' });
    const session = await createDockerBackend({ image, socketPath: engine.socketPath }).open(policy);
    expect((await session.exec({ argv: ['true'] })).status).toBe('ok');

    const running = session.exec({ argv: ['sleep', '60'] });
    await new Promise((settle) => setTimeout(settle, 500));
    await engine.cut();
    expect(await running).toMatchObject({ status: 'backend-error', exitCode: null });
    await expect(session.exec({ argv: ['true'] })).rejects.toMatchObject({
      code: 'SANDBOX_UNAVAILABLE',
      message: expect.stringContaining('Nothing was run') as string,
    });

    await engine.open();
    expect((await session.exec({ argv: ['echo', 'back'] })).stdout).toBe('back\n');
    await session.close();
  });

  it('an image that is not there is a clear error', async () => {
    const policy = parsePolicy({ workspaceRoot: workspaceWith(), networkAccess: 'none' });
    const backend = createDockerBackend({ image: 'no-such/image:latest' });
    expect((await backend.probe()).available).toBe(false);
    const session = await backend.open(policy);
    await expect(session.exec({ argv: ['true'] })).rejects.toMatchObject({
      code: 'SANDBOX_UNAVAILABLE',
      message: expect.stringContaining('the image "no-such/image:latest" is not there') as string,
    });
  });
});

it('[S2-78] without an engine nothing runs, and the error says what to do', async () => {
  const sandbox = new SandboxExecutor({
    backend: 'docker',
    socketPath: '/nowhere/docker.sock',
    workspaceRoot: workspaceWith(),
  });
  await expect(sandbox.execute('exec', { command: 'echo hi' })).rejects.toMatchObject({
    code: 'SANDBOX_UNAVAILABLE',
    message: expect.stringMatching(/Nothing was run.*Install and start Docker/) as string,
  });
  const [doctor] = await sandbox.probe();
  expect(doctor).toMatchObject({ backend: 'docker', available: false, version: null });
  await sandbox.close();
});
