import { NOTHING, type Data, type Field } from '../shell/data.js';
import { changeMode } from '../shell/file-acts.js';
import { has, type Invocation } from './invocation.js';

/** Modes that let everybody write, take every right away, or make a program run as its owner. */
const OPEN =
  /^(?:[0-7]?[0-7]?[0-7][2367]|0*000|[4267][0-7]{3})$|(?:^|,)[ugoa]*[oa][ugoa]*[+=][rxX]*w|^[+=]r?w|(?:^|,)[ugoa]*[+=][rwxX]*s/;

function change(invocation: Invocation, targets: readonly Field[], open: boolean): Data {
  const recursive = has(invocation, '-R --recursive');
  for (const target of targets) changeMode(invocation.shell, target, recursive, open);
  return NOTHING;
}

/** `chmod MODE FILE…`; a mode such as `-x` looks like an option. */
export function readChmod(invocation: Invocation): Data {
  const symbolic = invocation.args.find((arg) => /^-[rwxXst]+(?:,|$)/.test(arg.text));
  const reference = has(invocation, '--reference');
  const [mode, ...rest] = invocation.operands;
  if (reference || symbolic !== undefined) return change(invocation, invocation.operands, false);
  return change(invocation, rest, OPEN.test(mode?.text ?? ''));
}

/** `chown OWNER FILE…`, `chgrp`, `chattr`, `setfacl`: the first operand is no file. */
export function readChown(invocation: Invocation): Data {
  const targets = has(invocation, '--reference') ? invocation.operands : invocation.operands.slice(1);
  return change(invocation, targets, false);
}
