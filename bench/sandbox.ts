import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { buildImage, chooseBackend, parsePolicy } from 'sentinel-agentos';
import { median, round } from './measuring/statistics.js';
import { engineExec } from './sandboxing/engine-exec.js';
import { openSandboxRuntime } from './sandboxing/sandbox-runtime.js';
import { spawned } from './sandboxing/spawned.js';

/**
 * What a small command costs in each kind of sandbox, beside what it cannot cost less than (a program without walls,
 * bubblewrap with nothing but its own walls, the engine's exec in a container that runs), Docker's own command line
 * without any hardening, and a rival. The ways are interleaved, and between two calls there is a pause, so that a waiting container is one that waits. Then
 * many commands at once, and whether every one got its own answer.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '15' },
    pause: { type: 'string', default: '700' },
    many: { type: 'string', default: '50' },
  },
});
const image = 'sentinel-agentos/bench:latest';
const folder = mkdtempSync(join(tmpdir(), 'sandbox-bench-'));
chmodSync(folder, 0o755);
if (process.getuid?.() === 0) chownSync(folder, 1000, 1000);
const policy = parsePolicy({ workspaceRoot: folder, networkAccess: 'none' });
const listed = parsePolicy({
  workspaceRoot: folder,
  networkAccess: 'whitelist',
  networkWhitelist: ['example.org'],
});
/** Namespaces, memory and a view of the system, as every use of bubblewrap has them. */
const PLAIN_WALLS =
  '--unshare-ipc --unshare-pid --unshare-net --unshare-uts --die-with-parent --new-session ' +
  '--ro-bind / / --proc /proc --dev /dev --tmpfs /tmp';

type Session = Awaited<ReturnType<ReturnType<typeof chooseBackend>['open']>>;

const docker = (...args: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync('docker', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
};
const open = (options: Parameters<typeof chooseBackend>[0], asked = policy): Promise<Session> =>
  chooseBackend({ image, ...options }).open(asked);
const echo =
  (session: Session) =>
  async (text: string): Promise<string> =>
    (await session.exec({ argv: ['echo', text] })).stdout.trim();

const isHere = async (backend: 'docker' | 'bubblewrap'): Promise<boolean> => {
  const [doctor] = await chooseBackend({ backend, image }).probe();
  return doctor !== undefined && doctor.version !== null && (backend === 'docker' || doctor.available);
};

const ways = new Map<string, (text: string) => string | Promise<string>>([
  ['spawn', (text) => spawned('echo', [text])],
]);
const sessions: Session[] = [];
let running = '';
if (await isHere('bubblewrap')) {
  sessions.push(await open({ backend: 'bubblewrap' }));
  ways.set('bubblewrapPlain', (text) => spawned('bwrap', [...PLAIN_WALLS.split(' '), 'echo', text]));
  ways.set('bubblewrap', echo(sessions.at(-1) as Session));
  sessions.push(await open({ backend: 'bubblewrap' }, listed));
  ways.set('bubblewrapWithProxy', echo(sessions.at(-1) as Session));
}
const rival = await openSandboxRuntime(folder);
if (rival.version !== null) ways.set('sandboxRuntime', rival.echo);
if (await isHere('docker')) {
  await buildImage({ name: image, programs: ['bash'] });
  sessions.push(
    await open({ backend: 'docker', poolSize: 0 }),
    await open({ backend: 'docker', poolSize: 2 }),
  );
  ways.set('dockerCold', echo(sessions.at(-2) as Session));
  ways.set('dockerWarm', echo(sessions.at(-1) as Session));
  running = docker('run', '--detach', '--rm', '--network', 'none', image, 'sleep', '3600');
  ways.set('dockerEngineExec', (text) => engineExec(running, ['echo', text]));
  ways.set('dockerCliExec', (text) => docker('exec', running, 'echo', text));
  ways.set('dockerCliRun', (text) => docker('run', '--rm', '--network', 'none', image, 'echo', text));
}

try {
  const times = new Map([...ways].map(([name]) => [name, [] as number[]]));
  const before = loadavg()[0] ?? 0;
  for (let round = -1; round < Number(values.rounds); round += 1) {
    for (const [name, way] of ways) {
      await wait(Number(values.pause));
      const started = performance.now();
      const answer = await way(`${name} ${round}`);
      const took = performance.now() - started;
      if (answer !== `${name} ${round}`) throw new Error(`${name} answered ${JSON.stringify(answer)}`);
      // The first round warms up.
      if (round >= 0) times.get(name)?.push(took);
    }
  }

  const many: Record<string, { perSecond: number; right: number }> = {};
  const count = Number(values.many);
  for (const name of ['bubblewrap', 'sandboxRuntime', 'dockerWarm']) {
    const way = ways.get(name);
    if (way === undefined) continue;
    const started = performance.now();
    const texts = Array.from({ length: count }, (_, index) => `number ${index}`);
    const answers = await Promise.all(texts.map(async (text) => way(text)));
    const seconds = (performance.now() - started) / 1000;
    many[name] = {
      perSecond: round(count / seconds),
      right: answers.filter((answer, index) => answer === texts[index]).length,
    };
  }

  // How many milliseconds more than what nothing can do without.
  const above = (name: string, floor: string): number | null =>
    times.has(name) && times.has(floor)
      ? round(median(times.get(name) ?? []) - median(times.get(floor) ?? []))
      : null;
  const medians = Object.fromEntries([...times].map(([name, own]) => [name, round(median(own))]));
  for (const [name, ms] of Object.entries(medians)) console.log(`${name}: ${ms} ms`);
  console.log(
    JSON.stringify({
      medianMs: medians,
      bestMs: Object.fromEntries([...times].map(([name, own]) => [name, round(Math.min(...own))])),
      goalMs: { bubblewrap: 15, dockerWarm: 60, dockerCold: 350 },
      aboveFloorMs: {
        bubblewrap: above('bubblewrap', 'bubblewrapPlain'),
        dockerWarm: above('dockerWarm', 'dockerEngineExec'),
      },
      sandboxRuntime: rival.version ?? `not measured: ${'reason' in rival ? rival.reason : ''}`,
      atOnce: { count, ...many },
      load: [round(before), round(loadavg()[0] ?? 0)],
    }),
  );
} finally {
  for (const session of sessions) await session.close();
  if (rival.version !== null) await rival.close();
  if (running !== '') docker('rm', '--force', running);
  rmSync(folder, { recursive: true, force: true });
}
