import type { Ended } from './run-program.js';

/** A program ended with another code than 0: its call is recorded as failed. */
export class ProgramFailed extends Error {
  override readonly name = 'ProgramFailed';
  readonly ended: Ended;

  constructor(ended: Ended) {
    const { exitCode, signal } = ended;
    super(signal === null ? `the program ended with ${exitCode}` : `the program was ended by ${signal}`);
    this.ended = ended;
  }
}
