import type { Session } from './session.js';
import { EMPTY_VALUE, listOf, taintOf, textValue, type Value } from './value.js';

/** `[powershell]::Create().AddCommand(…).AddParameter(…)`: a command that is put together word by word. */
export function builtCommand(name: string, target: Value, args: readonly Value[], session: Session): Value {
  const [first = EMPTY_VALUE, second] = args;
  const taint = target.taint | taintOf(args);
  const more = (text: string): Value => ({
    ...textValue(`${target.text}${text}`, taint),
    object: 'pipeline',
  });
  switch (name) {
    case 'addcommand':
      return more(`${target.text === '' ? '' : ' | '}${first.text}`);
    case 'addscript':
      return more(`${target.text === '' ? '' : ' | '}${first.text}`);
    case 'addstatement':
      return more(';');
    case 'addargument':
      return more(` ${quoted(first)}`);
    case 'addparameter':
      return more(second === undefined ? ` -${first.text}` : ` -${first.text} ${quoted(second)}`);
    case 'addparameters':
      return more([...(first.entries ?? [])].map(([key, value]) => ` -${key} ${quoted(value)}`).join(''));
    case 'begininvoke':
    case 'invokeasync':
      return listOf(session.engine.text(target, session, false));
    default:
      return target;
  }
}

function quoted(value: Value): string {
  return /^(?:true|false)$/i.test(value.text) ? `$${value.text}` : `'${value.text.replaceAll("'", "''")}'`;
}
