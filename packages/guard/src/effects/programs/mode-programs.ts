import { shape } from '../effect-shape.js';
import { isSecretPath } from '../paths/secret-paths.js';
import { NOTHING, type Data, type Field } from '../shell/data.js';
import { changeMode, placeOf } from '../shell/file-acts.js';
import { has, note, valueOfOption, type Invocation } from './invocation.js';

/** Modes that let everybody write, take every right away, or make a program run as its owner. */
const OPEN =
  /^(?:[0-7]?[0-7]?[0-7][2367]|0*000|[4267][0-7]{3})$|(?:^|,)[ugoa]*[oa][ugoa]*[+=][rxX]*w|^[+=]r?w|(?:^|,)[ugoa]*[+=][rwxX]*s/;
/** Modes with which a program runs with the rights of whoever owns it. */
const AS_OWNER = /^0*[4-7][0-7]{3}$|(?:^|,)(?:[ugoa]*[ua][ugoa]*)?[+=][rwxXt]*s/;
/** Modes that let others than the owner read. */
const SHOWN = /^0?[0-7]?[0-7](?:[4-7][0-7]|[0-7][4-7])$|(?:^|,)[ugoa]*[goa][ugoa]*[+=]r|^\+r/;
/** Modes that take from the owner what is needed to get at the files again. */
const SHUT = /^0*[0-3]?0[0-7]{2}$|^0+$|^[ugoa]*[ua][ugoa]*(?:-rwx|=)$|^=$/;
const SHUT_OUT = shape('fs.chmod', 'workspace', 'hard', 'normal');
const RUNS_AS_OWNER = shape('privilege.gain', 'host', 'hard', 'sensitive');
const SECRET_SHOWN = shape('fs.chmod', 'host', 'partial', 'sensitive');

function change(invocation: Invocation, targets: readonly Field[], open: boolean): Data {
  const recursive = has(invocation, '-R --recursive');
  for (const target of targets) changeMode(invocation.shell, target, recursive, open);
  return NOTHING;
}

/** Notes that a file of this mode runs with the rights of its owner, wherever it stands. */
export function noteMode(invocation: Invocation, mode: string): void {
  if (AS_OWNER.test(mode))
    note(invocation, RUNS_AS_OWNER, `${mode} ${invocation.operands.at(-1)?.text ?? ''}`);
}

/** `chmod MODE FILE…`; a mode such as `-x` looks like an option. */
export function readChmod(invocation: Invocation): Data {
  const { shell } = invocation;
  const symbolic = invocation.args.find((arg) => /^-[rwxXst]+(?:,|$)/.test(arg.text));
  const reference = has(invocation, '--reference');
  const [mode, ...rest] = invocation.operands;
  if (reference || symbolic !== undefined) return change(invocation, invocation.operands, false);
  const given = mode?.text ?? '';
  noteMode(invocation, given);
  if (SHUT.test(given) && has(invocation, '-R --recursive'))
    note(invocation, SHUT_OUT, rest.map(({ text }) => text).join(' '));
  // A private key that others may read is a secret no more. In a project the tools say so themselves.
  for (const file of SHOWN.test(given) ? rest : []) {
    const { path, zone } = placeOf(shell, file.text);
    if ((zone === 'outside' || zone === 'system') && isSecretPath(path)) note(invocation, SECRET_SHOWN, path);
  }
  return change(invocation, rest, OPEN.test(given));
}

/** `chown OWNER FILE…`, `chgrp`, `chattr`, `setfacl`: the first operand is no file. */
export function readChown(invocation: Invocation): Data {
  const targets = has(invocation, '--reference') ? invocation.operands : invocation.operands.slice(1);
  // What may not be changed any more breaks whatever has to change it.
  const frozen = invocation.name === 'chattr' && /^[+=]\w*[ia]/.test(invocation.operands[0]?.text ?? '');
  return change(invocation, targets, frozen);
}

/** Rights of everybody, or of one who is named, to write. */
const ACL_OPEN = /(?:^|,)(?:d(?:efault)?:)?(?:o(?:ther)?:|u(?:ser)?:(?:nobody|www-data|guest):)?:?[r-]?w/;

/** `setfacl -m u:NAME:rw FILE…`. */
export function readAcl(invocation: Invocation): Data {
  const given = valueOfOption(invocation, '-m --modify --set')?.text ?? '';
  return change(invocation, invocation.operands, ACL_OPEN.test(given));
}
