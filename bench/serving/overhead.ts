import { AgentOS } from 'sentinel-agentos';
import { createServer } from '@sentinel-agentos/server';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { createClient } from './http-client.js';
import { median, percentile, round } from '../measuring/statistics.js';

/** What `/pipeline/pre` costs beside the same call of the SDK, in milliseconds. */
export interface Overhead {
  readonly rounds: number;
  readonly sdk: { readonly p50: number; readonly p95: number };
  readonly http: { readonly p50: number; readonly p95: number };
  /** Median of the differences within a round. The client's own work, in the same process, is in it. */
  readonly overhead: { readonly p50: number; readonly p95: number };
  /** Mean milliseconds of CPU a call: what others do on the machine meanwhile is not in it. */
  readonly cpu: { readonly sdk: number; readonly http: number; readonly overhead: number };
}

const CALL = { toolName: 'exec', parameters: { command: 'npm test' } };

/** Both by turns on one system in one process; which is first changes from round to round. */
export async function measureOverhead(rounds: number): Promise<Overhead> {
  const folder = mkdtempSync(join(tmpdir(), 'sentinel-overhead-'));
  mkdirSync(join(folder, 'workspace'));
  const os = new AgentOS({ workspaceRoot: join(folder, 'workspace'), userStateDir: join(folder, 'user') });
  const server = createServer({ os, port: 0, apiToken: 'token', rateLimit: false });
  const { port } = await server.start();
  const client = createClient(port, 'token');
  const spent = { sdk: 0, http: 0 };
  // What a call leaves to be done later would be paid for by whichever is measured next.
  const settle = async (): Promise<void> => {
    await os.guard.audit.flush();
    await setImmediate();
  };
  const timed = async (kind: keyof typeof spent, action: () => unknown): Promise<number> => {
    await settle();
    const cpu = process.cpuUsage();
    const start = performance.now();
    await action();
    const took = performance.now() - start;
    const { user, system } = process.cpuUsage(cpu);
    spent[kind] += (user + system) / 1000;
    return took;
  };
  const bySdk = async (): Promise<number> => timed('sdk', async () => os.executePipelineAsync(CALL));
  const byHttp = async (): Promise<number> =>
    timed('http', async () => client.send('POST', '/pipeline/pre', CALL));

  const sdk: number[] = [];
  const http: number[] = [];
  for (let turn = -100; turn < rounds; turn++) {
    const isFirst = turn % 2 === 0;
    const before = isFirst ? await bySdk() : 0;
    const over = await byHttp();
    const plain = isFirst ? before : await bySdk();
    if (turn === -1) Object.assign(spent, { sdk: 0, http: 0 });
    if (turn < 0) continue;
    sdk.push(plain);
    http.push(over);
  }
  client.close();
  await server.stop();
  await os.close();
  rmSync(folder, { recursive: true, force: true });
  const differences = http.map((time, index) => time - (sdk[index] ?? 0));
  const [sdkCpu, httpCpu] = [spent.sdk / rounds, spent.http / rounds];
  const cpu = { sdk: round(sdkCpu), http: round(httpCpu), overhead: round(httpCpu - sdkCpu) };
  return { rounds, sdk: both(sdk), http: both(http), overhead: both(differences), cpu };
}

function both(values: readonly number[]): { readonly p50: number; readonly p95: number } {
  return { p50: round(median(values)), p95: round(percentile(values, 0.95)) };
}
