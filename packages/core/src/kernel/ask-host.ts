import { begin } from './begin.js';
import { runUntilStop } from './suspension.js';
import { SentinelError } from '../error.js';
import type { BeginOptions, HostQuestion, Started, StoppedCall } from './begin.js';
import type { CallRequest } from '../call.js';
import type { Context } from './configuration.js';
import type { HostAnswer } from './approval.js';

/** A call that stands still until the host has asked its user. Nothing of it is recorded or remembered yet. */
export interface Waiting extends HostQuestion {
  readonly state: 'waiting';
  answer(answer: HostAnswer): Started | StoppedCall;
}

/** Begins a call, up to where its user must be asked. */
export function askHost(
  context: Context,
  request: CallRequest,
  options: Pick<BeginOptions, 'signal'>,
): Started | StoppedCall | Waiting {
  let question: HostQuestion | undefined;
  const settings = { ...options, asks: 'later', asked: (asked: HostQuestion) => (question = asked) } as const;
  const standing = runUntilStop(begin(context, request, settings));
  if ('done' in standing) return standing.done;
  const { masked, decision, withinMs } = question as HostQuestion;
  let answered = false;
  return {
    state: 'waiting',
    masked,
    decision,
    withinMs,
    answer(answer) {
      if (answered) throw new SentinelError('INVALID_ARGUMENT', `call ${masked.id} was answered before`);
      answered = true;
      return standing.goOn(answer);
    },
  };
}
