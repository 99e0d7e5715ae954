import { createPlaceFinder, databaseLogins, isCommand } from './credential-place.js';
import { isDiverted, isOwnUse, isService } from './own-service.js';
import { paramNames, paramTexts } from './param-texts.js';
import type { CallSink } from './outside-sinks.js';
import type { CredentialPlace } from './credential-place.js';
import type { Detection, ScanResult } from '../detection.js';
import type { Effect, Evidence, ToolCall } from '@sentinel-agentos/core';
import type { ParamText } from './param-texts.js';

/** A secret in a call. */
export interface SecretPlace {
  readonly detection: Detection;
  /** The parameter; empty for the name of the tool or of a parameter. */
  readonly param: string;
  /** Where it stands as it is; `null` where it is spelled by bytes or stands in a name. */
  readonly evidence: Evidence | null;
  readonly place: CredentialPlace;
  /** Whether the call only uses it at a sink, for what it is for. */
  readonly isUsedAt: (sink: CallSink) => boolean;
}

/** What stands in the parameters of a call, and in its names. */
export interface CallContents {
  readonly texts: readonly ParamText[];
  readonly secrets: readonly SecretPlace[];
  /** Parameters that were too much work to be looked through. */
  readonly unread: readonly ParamText[];
  /** The names of its tool and of its parameters. */
  readonly names: string;
  /** Its texts, one under the other. */
  readonly wholeText: string;
  /** What goes to a sink: the texts, without credentials that are only used there. */
  readonly sinkText: (sink: CallSink) => string;
}

/** Characters before a secret that tell what it is for. */
const LOOK_BACK = 200;

/** Looks through a call. */
export function readCall(
  call: ToolCall,
  effects: readonly Effect[],
  scan: (text: string) => ScanResult,
): CallContents {
  const texts = paramTexts(call.params);
  const names = [call.tool, ...paramNames(call.params)].join('\n');
  const placeOf = createPlaceFinder(texts, effects);
  const unread: ParamText[] = [];
  const secrets: SecretPlace[] = [];
  const uses = new Map<ParamText, (sink: CallSink) => readonly Span[]>();

  for (const part of texts) {
    const { param, text, stands } = part;
    const { detections, incomplete } = scan(text);
    if (incomplete) unread.push(part);
    const isPlain = stands === 'plainly';
    const mayLeave = !isPlain || (isCommand(param, effects) && isDiverted(text));
    const logins = ownLogins(text, detections);
    const found = detections.map((detection): SecretPlace => {
      const { type, start, end } = detection;
      const place = isPlain ? placeOf(part, start, end) : 'other';
      const used = { type, place, before: text.slice(Math.max(0, start - LOOK_BACK), start) };
      return {
        detection,
        param,
        evidence: isPlain ? { param, start, end } : null,
        place,
        isUsedAt: ({ destination, user }) =>
          (!mayLeave && isOwnUse(used, destination)) ||
          (user !== null && place === 'environment') ||
          (user === 'database' && isPlain && logins().some((login) => login[0] <= start && login[1] >= end)),
      };
    });
    secrets.push(...found);
    if (isPlain) uses.set(part, usesIn(found, logins));
  }
  for (const detection of scan(names).detections)
    secrets.push({ detection, param: '', evidence: null, place: 'other', isUsedAt: () => false });

  return {
    texts,
    secrets,
    unread,
    names,
    wholeText: texts.map(({ text }) => text).join('\n'),
    sinkText: (sink) => texts.map((part) => without(part.text, uses.get(part)?.(sink) ?? [])).join('\n'),
  };
}

type Span = readonly [number, number];

/** Where a text holds what its sinks only use. */
function usesIn(
  secrets: readonly SecretPlace[],
  logins: () => readonly Span[],
): (sink: CallSink) => readonly Span[] {
  return (sink) => {
    const used = secrets.filter((secret) => secret.isUsedAt(sink));
    const spans = used.map(({ detection }): Span => [detection.start, detection.end]);
    return sink.user === 'database' ? [...logins(), ...spans] : spans;
  };
}

/** What users of databases log in with. The key of a service is nobody's password there. */
function ownLogins(text: string, detections: readonly Detection[]): () => readonly Span[] {
  let logins: readonly Span[] | null = null;
  return () => {
    if (logins !== null) return logins;
    const keys = detections.filter(({ type }) => isService(type));
    logins = databaseLogins(text).filter(
      ([start, end]) => !keys.some((key) => key.start < end && key.end > start),
    );
    return logins;
  };
}

/** The text with a break where each span stood. */
function without(text: string, spans: readonly Span[]): string {
  let done = '';
  let at = 0;
  for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0])) {
    if (end <= at) continue;
    done += start > at ? `${text.slice(at, start)}\u0001` : '';
    at = end;
  }
  return done + text.slice(at);
}
