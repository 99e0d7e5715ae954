import type { EffectVerb, Evidence } from '@sentinel-agentos/core';
import { consequence, shape, type EffectShape } from '../effect-shape.js';
import { UNKNOWN } from '../paths/locate.js';
import { showEnvironment } from '../shell/show-environment.js';
import { NOTHING, type Data, type Field } from '../shell/data.js';
import { readEnvironment } from '../shell/environment-injection.js';
import { setValue } from '../shell/simple-command.js';
import { lookUp, type Shell } from '../shell/shell-state.js';
import { splitEnvString } from './env-split-string.js';
import { has, invocationWord, runCarried, runWords, valueOfOption, type Invocation } from './invocation.js';

const SECRET_AS_ROOT = shape('privilege.gain', 'host', 'hard', 'normal');
const MILD = shape('privilege.gain', 'host', 'easy', 'normal');
const HARMLESS_AS_ROOT: ReadonlySet<EffectVerb> = new Set(['process.spawn', 'fs.read', 'db.read']);
const ROOT_SHELL = shape('privilege.gain', 'host', 'hard', 'normal');

/** A carrier whose operands are a command, after `skip` operands of its own. */
export function carries(skip = 0): (invocation: Invocation) => Data {
  return (invocation) => {
    const words = invocation.operands.slice(skip);
    return runCarried(invocation, words[0]?.text === '--' ? words.slice(1) : words);
  };
}

/** A carrier whose operands, joined by spaces, are a shell text. */
export function carriesText(skip = 0): (invocation: Invocation) => Data {
  return (invocation) => {
    const words = invocation.operands.slice(skip);
    if (words.length === 0) return NOTHING;
    return invocation.shell.reading.engine.text(
      joinWords(words),
      invocation.shell,
      invocation.io,
      invocation.evidence,
    );
  };
}

export function joinWords(words: readonly Field[]): Data {
  return {
    text: words.map((word) => word.text).join(' '),
    taint: words.reduce((all, word) => all | word.taint, 0),
  };
}

/** `env NAME=VALUE… COMMAND`, with the lexer of `-S`. */
export function readEnv(invocation: Invocation): Data {
  const { shell } = invocation;
  const inner: Shell = { ...shell, variables: new Map(shell.variables) };
  const split = valueOfOption(invocation, '-S --split-string');
  const words =
    split === null
      ? invocation.operands
      : [...splitEnvString(split, (name) => inherited(name, shell)), ...invocation.operands];
  const named: string[] = [];
  // `env - COMMAND` is `env -i COMMAND`.
  let at = words[0]?.text === '-' ? 1 : 0;
  for (; at < words.length; at += 1) {
    const word = words[at];
    if (/^BASH_FUNC_[^=]*%%=/.test(word?.text ?? '')) {
      shell.reading.sink.finding('config.injected-code', invocation.evidence, word?.text);
      continue;
    }
    const match = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(word?.text ?? '');
    if (word === undefined || match === null) break;
    named.push(match[1] ?? '');
    setValue(inner, match[1] ?? '', { text: match[2] ?? '', taint: word.taint }, true);
  }
  readEnvironment(named, inner, invocation.evidence);
  const rest = words.slice(at);
  // Without a command it prints all variables there are, and the credentials among them.
  if (rest.length === 0 && split === null)
    return showEnvironment('all', shell.reading.sink, invocation.evidence);
  // `env -S` may itself hold options of env.
  if (split !== null && rest[0]?.text.startsWith('-') === true) {
    return runWords({ ...invocation, shell: inner }, [{ ...split, text: 'env' }, ...rest]);
  }
  return runCarried({ ...invocation, shell: inner }, rest);
}

function inherited(name: string, shell: Shell): string {
  return lookUp(shell, name)?.values[0]?.text ?? (name === 'HOME' ? shell.reading.world.facts.home : UNKNOWN);
}

/** `sudo`, `doas`, `su`: the inner command's effects, and the privilege it runs with. */
function gainPrivilege(shell: Shell, evidence: Evidence, target: string, run: () => Data): Data {
  const { sink } = shell.reading;
  const mark = sink.count;
  const output = run();
  let worst: EffectShape = shape('privilege.gain', 'host', 'easy', 'public');
  let any = false;
  for (const effect of sink.since(mark)) {
    any = true;
    const felt = underRoot(effect);
    if (consequence(felt) > consequence(worst)) worst = felt;
  }
  const { reversibility, sensitivity } = worst;
  const mild = !any;
  sink.effect(
    shape('privilege.gain', 'host', mild ? 'easy' : reversibility, mild ? 'normal' : sensitivity),
    target,
    evidence,
  );
  return output;
}

/** How an effect weighs when it happens with all rights. */
function underRoot(effect: EffectShape): EffectShape {
  // Showing a secret stays what it is; that root may read it is no further loss.
  if (effect.verb === 'secret.read') return SECRET_AS_ROOT;
  return HARMLESS_AS_ROOT.has(effect.verb) ? MILD : effect;
}

export function readSudo(invocation: Invocation): Data {
  const { shell, evidence, operands, io } = invocation;
  const command = operands.findIndex((operand) => !/^[A-Za-z_]\w*=/.test(operand.text));
  if (has(invocation, '-l --list -v --validate -k --reset-timestamp -K --remove-timestamp -V --version'))
    return NOTHING;
  if (has(invocation, '-e --edit')) {
    return gainPrivilege(shell, evidence, 'sudoedit', () => NOTHING);
  }
  if (command < 0) {
    shell.reading.sink.effect(ROOT_SHELL, invocation.name, evidence);
    if (!io.piped) return NOTHING;
  }
  readEnvironment(
    operands.slice(0, Math.max(command, 0)).map((word) => {
      const [name = ''] = word.text.split('=', 1);
      setValue(shell, name, { text: word.text.slice(name.length + 1), taint: word.taint }, true);
      return name;
    }),
    shell,
    evidence,
  );
  const words = command < 0 ? [{ ...invocationWord(invocation), text: 'sh' }] : operands.slice(command);
  return gainPrivilege(shell, evidence, words.map((word) => word.text).join(' '), () =>
    runCarried(invocation, words),
  );
}

/** `su [-] [USER] [-c COMMAND]`. */
export function readSu(invocation: Invocation): Data {
  const { shell, evidence, io } = invocation;
  const command = valueOfOption(invocation, '-c --command --session-command');
  if (command === null) {
    shell.reading.sink.effect(ROOT_SHELL, invocation.operands.at(-1)?.text ?? 'root', evidence);
    return NOTHING;
  }
  return gainPrivilege(shell, evidence, command.text, () =>
    shell.reading.engine.text(command, { ...shell, escaped: true }, io, evidence),
  );
}

/** `watch`: joins its words for a shell, with `-x` runs them as they are. */
export function readWatch(invocation: Invocation): Data {
  return has(invocation, '-x --exec') ? runWords(invocation, invocation.operands) : carriesText()(invocation);
}

/** `exec`: replaces the shell by a command. */
export function readExec(invocation: Invocation): Data {
  return runWords(invocation, invocation.operands);
}
