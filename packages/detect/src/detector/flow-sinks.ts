import type { CallSink } from './outside-sinks.js';
import type { Effect } from '@sentinel-agentos/core';
import type { FlowSink } from '../flow/flow-sink.js';

/** The places that words of a call go to, as the ledger sees them. */
export function flowSinks(
  places: readonly CallSink[],
  effects: readonly Effect[],
  tool: string,
  text: string,
): readonly FlowSink[] {
  const reads = effects.flatMap(({ verb, target }) => (verb === 'fs.read' && target !== '' ? [target] : []));
  return places.map(({ destination, kind }) => {
    const to = effects.filter(({ target }) => (target === '' ? tool : target) === destination);
    const isUnread = to.some(({ target }) => target === '');
    const manner = kind === 'sends' ? mannerOf(to.filter(({ remote }) => remote)) : 'names';
    return { text, destination: isUnread ? '' : destination, manner, reads };
  });
}

/** A push to somebody of whom nothing is known cannot be taken back, and is none to the remote that was set up. */
function mannerOf(effects: readonly Effect[]): NonNullable<FlowSink['manner']> {
  if (effects.every(({ verb }) => verb === 'net.fetch')) return 'fetch';
  const isPush = effects.every(({ verb, reversibility }) => verb === 'vcs.push' && reversibility !== 'hard');
  return isPush ? 'push' : 'send';
}
