import type { Line } from './message.js';

/** Answers a request; null of one whose client wants no answer any more. */
export type Reply = (line: Line | null) => Promise<void>;

/** Answers the requests of a batch: with one line when all of them are answered, as JSON-RPC has it. */
export function createBatchReply(count: number, write: Reply): Reply {
  const answers: string[] = [];
  let missing = count;
  return async (line) => {
    missing -= 1;
    if (line !== null) answers.push(typeof line === 'string' ? line : new TextDecoder().decode(line));
    if (missing === 0 && answers.length > 0) await write(`[${answers.join(',')}]`);
  };
}
