import { COMMANDS } from './commands/index.js';

/** The text of `sentinel-agentos help`. */
export function helpText(): string {
  const rows = [...COMMANDS, { name: 'help', usage: '', summary: 'show this text' }].map(
    ({ name, usage, summary }) => `  ${`${name} ${usage}`.trim()}\n      ${summary}`,
  );
  return [
    'sentinel-agentos <command> [arguments]',
    '',
    'Commands',
    ...rows,
    '',
    'Options of every command',
    '  --workspace <folder>   the folder of the agent’s work (default: AGENTOS_WORKSPACE, else the current folder)',
    '  --language <en|zh>     language of messages',
    '  --version              show the version',
    '',
    'Exit codes: 0 done, 1 denied or failed, 2 wrongly used;',
    '  of undo: 0 everything is as before, 1 only a part of it or nothing, or no such call or session;',
    '  of audit verify: 0 whole, 1 could not check, 2 tampered, 3 truncated or behind its anchor',
  ].join('\n');
}
