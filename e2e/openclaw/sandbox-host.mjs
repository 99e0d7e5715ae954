// OpenClaw in a home of its own: nothing of the user's is read or written, and nothing but loopback is asked for.
import { createServer } from 'node:net';
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { tmpdir } from 'node:os';

const run = promisify(execFile);

export const TOKEN = 'e2e-token';
export const PLUGIN = 'sentinel-agentos';

/** Makes the home and the configuration. `modelUrl` is the only place that the host may ask. */
export async function createSandboxHost({
  modelUrl,
  telegramUrl,
  bin = process.env.OPENCLAW_BIN ?? 'openclaw',
}) {
  const root = mkdtempSync(join(tmpdir(), 'sentinel-openclaw-'));
  const at = (...parts) => join(root, ...parts);
  for (const folder of ['home', 'state', 'work', 'tmp']) mkdirSync(at(folder));
  const port = await freePort();
  const configFile = at('state', 'openclaw.json');
  const env = {
    PATH: process.env.PATH,
    HOME: at('home'),
    TMPDIR: at('tmp'),
    OPENCLAW_STATE_DIR: at('state'),
    OPENCLAW_CONFIG_PATH: configFile,
    CI: '1',
    NO_COLOR: '1',
  };
  writeFileSync(
    configFile,
    JSON.stringify(darkConfig({ port, work: at('work'), log: at('gateway.log'), modelUrl, telegramUrl })),
  );
  let gateway = null;

  const host = {
    root,
    at,
    port,
    env,
    url: `ws://127.0.0.1:${port}`,
    /** Runs one command of the host to its end. It gives what was printed, also where it failed. */
    async openclaw(...args) {
      try {
        const { stdout, stderr } = await run(bin, args, { env, timeout: 240_000, maxBuffer: 1 << 26 });
        return { code: 0, stdout, stderr };
      } catch (error) {
        return { code: error.code ?? 1, stdout: error.stdout ?? '', stderr: error.stderr ?? String(error) };
      }
    },
    configuration: () => JSON.parse(readFileSync(configFile, 'utf8')),
    /** Changes the configuration as a person would with an editor. */
    configure(change) {
      const config = host.configuration();
      change(config);
      writeFileSync(configFile, JSON.stringify(config, null, 2));
    },
    /** Starts the gateway and waits until it is ready. Milliseconds. */
    async start() {
      const from = performance.now();
      const log = openSync(at('gateway.out'), 'a');
      gateway = spawn(bin, ['gateway', 'run', '--port', String(port)], { env, stdio: ['ignore', log, log] });
      for (;;) {
        if (gateway.exitCode !== null) throw new Error(`the gateway ended: ${host.output()}`);
        const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
          ({ ok }) => ok,
          () => false,
        );
        if (ready) return performance.now() - from;
        if (performance.now() - from > 180_000) throw new Error(`the gateway is not ready: ${host.output()}`);
        await new Promise((resolve) => setTimeout(resolve, 150));
      }
    },
    /** Stops the gateway as a service manager does. Milliseconds until it was gone. */
    async stop() {
      if (gateway === null || gateway.exitCode !== null) return 0;
      const from = performance.now();
      const gone = new Promise((resolve) => gateway.once('exit', resolve));
      gateway.kill('SIGTERM');
      const last = setTimeout(() => gateway.kill('SIGKILL'), 60_000);
      await gone;
      clearTimeout(last);
      return performance.now() - from;
    },
    output: () => (existsSync(at('gateway.out')) ? readFileSync(at('gateway.out'), 'utf8') : ''),
    /** What stands at a path of the host's port. */
    get: async (path, headers = { authorization: `Bearer ${TOKEN}` }) =>
      fetch(`http://127.0.0.1:${port}${path}`, { headers }),
    remove() {
      if (process.env.KEEP === undefined) rmSync(root, { recursive: true, force: true });
      else console.log(`# kept ${root}`);
    },
  };
  return host;
}

/** Everything that asks for the network by itself is off. */
function darkConfig({ port, work, log, modelUrl, telegramUrl }) {
  const cost = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
  const model = { id: 'scripted', name: 'Scripted', reasoning: false, input: ['text'], cost };
  return {
    gateway: {
      mode: 'local',
      bind: 'loopback',
      port,
      auth: { mode: 'token', token: TOKEN },
      controlUi: { enabled: false },
    },
    update: { checkOnStart: false },
    discovery: { mdns: { mode: 'off' } },
    logging: { file: log },
    // Named, because versions differ in what they do without it.
    tools: { toolSearch: { mode: 'tools' } },
    agents: { defaults: { workspace: work, skipBootstrap: true, model: { primary: 'mock/scripted' } } },
    models: {
      mode: 'replace',
      catalogRefresh: { enabled: false },
      providers: {
        mock: {
          baseUrl: modelUrl,
          apiKey: 'sk-mock',
          api: 'openai-completions',
          models: [{ ...model, contextWindow: 128_000, maxTokens: 4096 }],
        },
      },
    },
    channels: {
      telegram: {
        enabled: true,
        botToken: '4242:AAE2E-fake-token',
        apiRoot: telegramUrl,
        dmPolicy: 'allowlist',
        allowFrom: ['1001'],
        streaming: { mode: 'off' },
      },
    },
    commands: { ownerAllowFrom: ['telegram:1001'] },
    plugins: {
      allow: [PLUGIN, 'liar', 'telegram'],
      entries: { telegram: { enabled: true } },
      slots: { memory: 'none' },
    },
  };
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
