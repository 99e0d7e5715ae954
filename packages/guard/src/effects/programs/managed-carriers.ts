import { shape } from '../effect-shape.js';
import { UNKNOWN } from '../paths/locate.js';
import { NOTHING, SOMETHING, unknownData, type Data, type Field } from '../shell/data.js';
import { childShell } from '../shell/shell-state.js';
import { joinWords } from './carriers.js';
import { note, runCarried, valueOfOption, type Invocation } from './invocation.js';

const REMOTE = shape('net.send', 'shared', 'partial', 'normal');

/** A carrier whose command stands behind `--`, or else behind `skip` operands of its own. */
export function carriesBehind(skip: number): (invocation: Invocation) => Data {
  return (invocation) => {
    const { operands } = invocation;
    const dashes = operands.findIndex(({ text }) => text === '--');
    const words = dashes >= 0 ? operands.slice(dashes + 1) : operands.slice(skip);
    return words.length === 0 ? NOTHING : runCarried(invocation, words);
  };
}

/** A carrier whose command follows one of its options (separated by spaces), as `nix develop -c make`. */
export function carriesAfter(options: string): (invocation: Invocation) => Data | undefined {
  const names = new Set(options.split(' '));
  return (invocation) => {
    const at = invocation.args.findIndex(({ text }) => names.has(text));
    return at < 0 ? undefined : runCarried(invocation, invocation.args.slice(at + 1));
  };
}

/** A command that runs on other machines: given as words behind `skip` operands, or as the value of an option. */
export function carriesElsewhere(skip: number, option?: string): (invocation: Invocation) => Data {
  return (invocation) => {
    const { shell, io, operands, evidence } = invocation;
    const given = option === undefined ? null : valueOfOption(invocation, option);
    const dashes = operands.findIndex(({ text }) => text === '--');
    const words: readonly Field[] =
      given !== null ? [given] : dashes >= 0 ? operands.slice(dashes + 1) : operands.slice(skip);
    note(invocation, REMOTE);
    if (words.length === 0) return unknownData(0);
    shell.reading.engine.text(joinWords(words), childShell(shell, { cwd: `/home/${UNKNOWN}` }), io, evidence);
    return SOMETHING;
  };
}

/** `nix run nixpkgs#NAME -- ARGUMENTS`: the program of that name. */
export function readNixRun(invocation: Invocation): Data | undefined {
  const [from, ...rest] = invocation.operands;
  const name = from === undefined ? undefined : /#(?:[\w-]+\.)*([\w-]+)$/.exec(from.text)?.[1];
  if (from === undefined || name === undefined) return undefined;
  const args = rest[0]?.text === '--' ? rest.slice(1) : rest;
  return runCarried(invocation, [{ ...from, text: name }, ...args]);
}
