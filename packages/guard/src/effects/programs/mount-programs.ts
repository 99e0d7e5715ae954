import { shape } from '../effect-shape.js';
import { placeOf } from '../shell/file-acts.js';
import { NOTHING, type Data } from '../shell/data.js';
import { has, note, type Invocation } from './invocation.js';

const MOUNTED = shape('fs.write', 'host', 'easy', 'normal');
const COVERED = shape('fs.write', 'host', 'hard', 'sensitive');
const REMOUNTED = shape('fs.write', 'host', 'partial', 'normal');
const GONE = shape('fs.write', 'host', 'partial', 'normal');

/** Where people mount what they bring along. */
const OWN = /^\/(?:mnt|media|run\/media|volumes|tmp|var\/tmp)(?:\/|$)/i;

function isSystems(invocation: Invocation, path: string): boolean {
  const { zone, path: real } = placeOf(invocation.shell, path);
  return (
    /^(?:root|home|system-root|system|kernel)$/.test(zone) && !OWN.test(real) && !real.startsWith('/dev/')
  );
}

/** Whether mount options change what may be done there; a size or the keeping of times does not. */
function unlocks(options: string): boolean {
  return options
    .split(',')
    .some(
      (option) => !/^(?:remount|size|nr_inodes|(?:no|rel|lazy|strict)[a-z]*|mode|huge)(?:=|$)/.test(option),
    );
}

/** `mount WHAT WHERE`: what was at that place is hidden by what is there now. */
export function readMount(invocation: Invocation): Data {
  const { operands, options } = invocation;
  const target = operands.at(-1);
  if (target === undefined && !has(invocation, '-a --all')) return NOTHING;
  const remounts = options.some(({ value }) => /(?:^|,)remount(?:,|$)/.test(value?.text ?? ''));
  if (target !== undefined && remounts && !options.some(({ value }) => unlocks(value?.text ?? '')))
    note(invocation, MOUNTED, target.text);
  else if (target !== undefined && remounts) note(invocation, REMOUNTED, target.text);
  else if (target !== undefined && operands.length > 1 && isSystems(invocation, target.text))
    note(invocation, COVERED, target.text);
  else note(invocation, MOUNTED, target?.text ?? '');
  return NOTHING;
}

/** `umount WHERE`: what others have open there is gone. */
export function readUnmount(invocation: Invocation): Data {
  const { operands } = invocation;
  const all = has(invocation, '-a --all');
  const shared = operands.find(({ text }) => text.startsWith('/') && isSystems(invocation, text));
  if (all || shared !== undefined) note(invocation, GONE, shared?.text ?? '*');
  else if (operands.length > 0) note(invocation, MOUNTED);
  return NOTHING;
}
