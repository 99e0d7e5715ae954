import { createClient } from './http-client.js';
import { median, percentile, round } from '../measuring/statistics.js';
import { startServer } from './start-server.js';

/** What many clients at once met. */
export interface Load {
  readonly clients: number;
  readonly seconds: number;
  /** Calls that were begun and completed. */
  readonly calls: number;
  readonly callsPerSecond: number;
  /** Milliseconds from asking to answer. */
  readonly latency: { readonly p50: number; readonly p99: number; readonly worst: number };
  /** Requests that failed or were not answered with 200, by what they met. */
  readonly errors: Readonly<Record<string, number>>;
  /** Acknowledged calls that the journal does not hold as they ended. */
  readonly lost: number;
  readonly journal: string;
}

/** Every client begins and completes calls, one after the other, until the time is over. */
export async function measureLoad(clients: number, seconds: number): Promise<Load> {
  const server = await startServer();
  const errors: Record<string, number> = {};
  const latencies: number[] = [];
  let [begun, completed] = [0, 0];
  const began = performance.now();
  const deadline = began + seconds * 1000;

  const work = async (name: string): Promise<void> => {
    const client = createClient(server.port, server.apiToken);
    const send = async (path: string, body: object): Promise<Record<string, unknown> | null> => {
      const start = performance.now();
      try {
        const { status, text } = await client.send('POST', path, body);
        latencies.push(performance.now() - start);
        if (status === 200) return JSON.parse(text) as Record<string, unknown>;
        count(errors, `${path} ${status}`);
      } catch (error) {
        count(errors, `${path} ${(error as NodeJS.ErrnoException).code ?? 'failed'}`);
      }
      return null;
    };
    while (performance.now() < deadline) {
      const call = { toolName: 'exec', sessionId: name };
      const pre = await send('/pipeline/pre', { ...call, parameters: { command: 'npm test' } });
      if (pre === null) continue;
      begun += 1;
      const { snapshot } = pre;
      const post = await send('/pipeline/post', {
        ...call,
        toolParameters: { command: 'npm test' },
        toolResult: 'ok',
        snapshot,
      });
      if (post !== null) completed += 1;
    }
    client.close();
  };
  await Promise.all(Array.from({ length: clients }, async (_, index) => work(`client ${index}`)));
  const took = (performance.now() - began) / 1000;

  const auditor = createClient(server.port, server.operatorToken);
  const read = async (method: string, path: string): Promise<Record<string, number>> =>
    JSON.parse((await auditor.send(method, path)).text) as Record<string, number>;
  const stats = await read('GET', '/audit/stats');
  const verified = await read('POST', '/audit/verify');
  auditor.close();
  await server.stop();
  const recorded = (stats['totalOperations'] ?? 0) - (stats['unfinished'] ?? 0);
  return {
    clients,
    seconds: round(took),
    calls: completed,
    callsPerSecond: round(completed / took),
    latency: {
      p50: round(median(latencies)),
      p99: round(percentile(latencies, 0.99)),
      worst: round(percentile(latencies, 1)),
    },
    errors,
    lost: Math.max(0, begun - (stats['totalOperations'] ?? 0)) + Math.max(0, completed - recorded),
    journal: String(verified['status']),
  };
}

function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
