import { EXIT, UsageError } from '../command.js';
import { memoryForget } from '../memory-forget.js';
import { memoryMigrate } from '../memory-migrate.js';
import { memorySearch } from '../memory-search.js';
import { memoryStats } from '../memory-stats.js';
import { lookAtAgentOS } from '../open-agent-os.js';
import { readOptions } from '../read-options.js';
import { shownJson } from '../shown-text.js';
import type { Command, CommandInput, ExitCode } from '../command.js';

type Part = (input: CommandInput) => ExitCode | Promise<ExitCode>;

/** What can be done with the memory, by the word after `memory`. */
const PARTS: ReadonlyMap<string, Part> = new Map([
  ['show', show],
  ['search', memorySearch],
  ['forget', memoryForget],
  ['migrate', memoryMigrate],
  ['stats', memoryStats],
]);

/** What a new session would be told; and the memory's search, forgetting, taking over of files and counts. */
export const memory: Command = {
  name: 'memory',
  usage:
    '[show | search <query> [--limit N] | forget <id>|--source NAME|--session ID | migrate <file> [--dry-run] | stats] [--json]',
  summary:
    'show what a new session would be told from memory; search it, forget, take over a MEMORY.md, or count',
  run: (input) => {
    const [word = 'show', ...rest] = input.args;
    if (word.startsWith('-')) return show(input);
    const part = PARTS.get(word);
    if (part === undefined) {
      throw new UsageError(
        `memory must be followed by one of ${[...PARTS.keys()].join(', ')}; got ${JSON.stringify(word)}`,
      );
    }
    return part({ ...input, args: rest });
  },
};

function show(input: CommandInput): Promise<ExitCode> {
  const { switches } = readOptions(input.args, [], ['json']);
  return lookAtAgentOS(input, (os) => {
    const context = os.injectContext();
    input.terminal.out(switches.has('json') ? shownJson({ context }) : context);
    return EXIT.ok;
  });
}
