import type { Terminal } from './command.js';

/** Who gives a command, as the journal names them. */
export function personAt({ env }: Pick<Terminal, 'env'>): string {
  return (
    [env['USER'], env['LOGNAME'], env['USERNAME']].find((name) => name !== undefined && name !== '') ?? 'user'
  );
}
