import { flowSinks } from './flow-sinks.js';
import { sinksOf } from './outside-sinks.js';
import type { CallContents } from './call-contents.js';
import type { CallSink } from './outside-sinks.js';
import type { Effect, Finding, ToolCall } from '@sentinel-agentos/core';
import type { FlowLedger } from '../flow/flow-ledger.js';
import type { FlowSink } from '../flow/flow-sink.js';

/** A place that words of a call go to, and what the ledger is told of it. */
export interface FlowingSink {
  readonly place: CallSink;
  readonly flow: FlowSink;
}

/** Everywhere that words of a call go. What goes to several places is looked through at one of them. */
export function callSinks(
  call: ToolCall,
  effects: readonly Effect[],
  contents: CallContents,
): readonly FlowingSink[] {
  const texts = new Set<string>();
  const places = sinksOf(effects, call.tool).toSorted(
    (a, b) => Number(b.kind === 'sends') - Number(a.kind === 'sends'),
  );
  return places.flatMap((place) => {
    const text = contents.sinkText(place);
    const isNew = !texts.has(text);
    texts.add(text);
    // What a shell puts together stands in the target alone.
    const named = isNew ? `${text}\n${place.destination}` : place.destination;
    const sent = place.kind === 'sends' ? text : named;
    return flowSinks([place], effects, call.tool, sent).map((flow) => ({ place, flow }));
  });
}

/** What the ledger says of a call: at places where only names are told, and at unknown ones, of secrets alone. */
export function flowFindings(
  ledger: FlowLedger,
  sinks: readonly FlowingSink[],
  { names, wholeText }: CallContents,
): readonly Finding[] {
  return sinks.flatMap(({ place, flow }) => {
    const { findings } = ledger.check(flow);
    const secretIn = (text: string): Finding | undefined =>
      ledger.check({ destination: flow.destination, text, manner: 'names' }).findings.find(isSecret);
    const secret = findings.find(isSecret) ?? secretIn(names);
    const secrets = secret === undefined ? [] : [secret];
    if (place.kind === 'names') return secrets;
    if (place.kind === 'unknown') return secrets.map(asked);
    const others = findings.filter((finding) => !isSecret(finding));
    if (secret !== undefined || place.user !== 'database') return [...secrets, ...others];
    // Whoever logs in to change a database tells it the password: only people know whose it is.
    const login = secretIn(wholeText);
    return login === undefined ? others : [asked(login), ...others];
  });
}

function isSecret({ rule }: Finding): boolean {
  return rule === 'flow.secret';
}

function asked(finding: Finding): Finding {
  return { ...finding, floor: 'confirm' };
}
