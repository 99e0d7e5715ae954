import { Agent, request } from 'node:http';

/** An answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** One client with one connection that is kept. */
export interface Client {
  readonly send: (method: string, path: string, body?: unknown) => Promise<Answer>;
  readonly close: () => void;
}

export function createClient(port: number, token: string): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    async send(method, path, body) {
      const text = body === undefined ? undefined : JSON.stringify(body);
      const headers = {
        authorization: `Bearer ${token}`,
        ...(text === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
      };
      return new Promise<Answer>((resolve, reject) => {
        const asked = request({ agent, host: '127.0.0.1', port, method, path, headers }, (answer) => {
          let received = '';
          answer.setEncoding('utf8');
          answer.on('data', (chunk: string) => (received += chunk));
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: received }));
          answer.on('error', reject);
        });
        asked.on('error', reject);
        asked.end(text);
      });
    },
    close: () => agent.destroy(),
  };
}
