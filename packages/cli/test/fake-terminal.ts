import { PassThrough } from 'node:stream';
import type { Terminal } from '../src/command.js';

/** A terminal that keeps what is written to it. */
export class FakeTerminal implements Terminal {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  stdout = '';
  stderr = '';

  readonly isWatched: boolean;
  readonly progress: ((text: string) => void) | null;
  readonly shown: string[] = [];
  readonly hasColours: boolean = false;
  /** What the person types, in that order; nobody is there when it is used up. */
  readonly answers: string[] = [];
  readonly questions: string[] = [];

  constructor(cwd: string, env: Terminal['env'] = {}, isWatched = false) {
    this.cwd = cwd;
    this.env = env;
    this.isWatched = isWatched;
    this.progress = isWatched ? (text) => void this.shown.push(text) : null;
  }

  readonly ask = async (text: string): Promise<string | null> => {
    this.questions.push(text);
    return this.answers.shift() ?? null;
  };

  /** Asks the command to end, once it listens for that. */
  stop: () => void = () => undefined;

  readonly onStop = (stop: () => void): (() => void) => {
    this.stop = stop;
    return () => {
      this.stop = () => undefined;
    };
  };

  piped: readonly Uint8Array[] = [];

  async *input(): AsyncGenerator<Uint8Array> {
    yield* this.piped;
  }

  readonly client = { input: new PassThrough(), output: new PassThrough() };

  streams(): FakeTerminal['client'] {
    return this.client;
  }

  readonly write = (bytes: Uint8Array): void => {
    this.stdout += Buffer.from(bytes).toString('utf8');
  };

  readonly out = (text: string): void => {
    this.stdout += `${text}\n`;
  };

  readonly err = (text: string): void => {
    this.stderr += `${text}\n`;
  };
}
