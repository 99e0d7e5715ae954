import type { Terminal } from '../src/command.js';

/** A terminal that keeps what is written to it. */
export class FakeTerminal implements Terminal {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  stdout = '';
  stderr = '';

  constructor(cwd: string, env: Terminal['env'] = {}) {
    this.cwd = cwd;
    this.env = env;
  }

  readonly out = (text: string): void => {
    this.stdout += `${text}\n`;
  };

  readonly err = (text: string): void => {
    this.stderr += `${text}\n`;
  };
}
