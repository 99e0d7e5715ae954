import type { CompoundList, Statement, While } from 'unbash';

const TRUE = /^(?:true|:|\/usr\/bin\/true|\/bin\/true)$/;
const FALSE = /^(?:false|\/usr\/bin\/false|\/bin\/false)$/;

/** Whether a loop that never ends starts jobs that nothing waits for: processes multiply until none can start. */
export function spawnsWithoutEnd(loop: While): boolean {
  return endless(loop) && leavesJobs(loop.body);
}

function endless(loop: While): boolean {
  const clause = loop.clause.commands.at(-1)?.command;
  if (clause?.type === 'ArithmeticCommand')
    return loop.kind === 'while' && /^\s*[1-9]\d*\s*$/.test(clause.body);
  const words = clause?.type === 'Command' ? [clause.name, ...clause.suffix] : [];
  const texts = words.map((word) => (word?.type === 'Word' ? word.value : ''));
  const [name = '', value = ''] = texts;
  const constant = (name === '[' || name === 'test') && texts.filter((text) => text !== ']').length === 2;
  if (loop.kind === 'until') return FALSE.test(name) || (constant && value === '');
  return TRUE.test(name) || (constant && value !== '');
}

/** Whether the last job of a loop's body is left running when the next round starts. */
export function leavesJobs(body: CompoundList): boolean {
  const last = body.commands.findLastIndex((statement) => statement.background === true);
  if (last < 0) return false;
  if (body.commands.some((statement) => isForeground(statement, 'sleep'))) return false;
  return !body.commands.slice(last + 1).some((statement) => isForeground(statement, 'wait'));
}

function isForeground(statement: Statement, name: string): boolean {
  const { command } = statement;
  return statement.background !== true && command.type === 'Command' && command.name?.value === name;
}
