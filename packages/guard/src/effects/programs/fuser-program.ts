import { shape, type EffectShape } from '../effect-shape.js';
import type { Place } from '../paths/locate.js';
import { placeOf } from '../shell/file-acts.js';
import { has, note, type Invocation } from './invocation.js';

const ALL = shape('process.kill', 'host', 'irreversible', 'critical');
const MANY = shape('process.kill', 'host', 'partial', 'normal');
const SOME = shape('process.kill', 'workspace', 'hard', 'normal');
const ONE = shape('process.kill', 'process', 'hard', 'normal');

/** What stays mounted only for a while: whoever takes it out ends what uses it. */
const TAKEN_OUT = /^\/(?:mnt|media|run\/media|volumes)\/./i;

/** `fuser -k`: ends whatever uses a file or a port, with `-m` whatever uses the file system that it lies on. */
export function readFuser(invocation: Invocation): undefined {
  if (!has(invocation, '-k --kill')) return undefined;
  const whole = has(invocation, '-m --mount -c -M');
  const ports = has(invocation, '-n --namespace');
  for (const { text } of invocation.operands)
    note(
      invocation,
      ports || /\/(?:tcp|udp)$/.test(text) ? ONE : endedBy(placeOf(invocation.shell, text), whole),
      text,
    );
  return undefined;
}

function endedBy({ zone, path }: Place, whole: boolean): EffectShape {
  if (zone === 'stream' || TAKEN_OUT.test(path)) return SOME;
  if (/^(?:root|home|system-root|system)$/.test(zone)) return ALL;
  return whole ? MANY : SOME;
}
