import { EXIT, UsageError } from './command.js';
import { withAgentOS } from './open-agent-os.js';
import { readOptions } from './read-options.js';
import { shownJson } from './shown-text.js';
import type { CommandInput, ExitCode } from './command.js';

const WAYS = ['source', 'session'] as const;

/** Forgets one thing, or all of a source or a session; ends with 1 when there was nothing to forget. */
export function memoryForget(input: CommandInput): Promise<ExitCode> {
  const { values, switches, words } = readOptions(input.args, WAYS, ['json'], 1);
  const given = [['id', words[0]] as const, ...WAYS.map((way) => [way, values[way]] as const)];
  const [target, another] = given.filter(([, value]) => value !== undefined && value !== '');
  if (target === undefined || another !== undefined) {
    throw new UsageError('say what to forget: an id, --source NAME or --session ID, and only one of them');
  }
  const [way, value = ''] = target;
  return withAgentOS(input, (os) => {
    const { events, items } = os.memory.forget(
      way === 'id' ? { id: value } : way === 'source' ? { source: value } : { session: value },
    );
    const text = {
      en: `forgotten: ${events} events, ${items} items`,
      zh: `已遗忘：${events} 个事件，${items} 个条目`,
    }[input.language];
    const isText = input.terminal.isWatched && !switches.has('json');
    input.terminal.out(isText ? text : shownJson({ events, items }));
    return events + items > 0 ? EXIT.ok : EXIT.denied;
  });
}
