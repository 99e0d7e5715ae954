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
  /** Whether the call only uses it at a destination, for what it is for. */
  readonly isOwnUse: (destination: string) => boolean;
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

  for (const part of texts) {
    const { detections, incomplete } = scan(part.text);
    if (incomplete) unread.push(part);
    if (detections.length === 0) continue;
    const { param, text } = part;
    const mayLeave = isCommand(param, effects) && isDiverted(text);
    for (const detection of detections) {
      const evidence =
        part.stands === 'plainly' ? { param, start: detection.start, end: detection.end } : null;
      const place = evidence === null ? 'other' : placeOf(evidence);
      const used = {
        type: detection.type,
        place,
        before: text.slice(Math.max(0, detection.start - 200), detection.start),
      };
      secrets.push({
        detection,
        param,
        evidence,
        place,
        isOwnUse: (destination) => evidence !== null && !mayLeave && isOwnUse(used, destination),
      });
    }
  }
  for (const detection of scan(names).detections)
    secrets.push({ detection, param: '', evidence: null, place: 'other', isOwnUse: () => false });

  const byParam = new Map<string, SecretPlace[]>();
  for (const secret of secrets) {
    if (secret.evidence === null) continue;
    const here = byParam.get(secret.param);
    if (here === undefined) byParam.set(secret.param, [secret]);
    else here.push(secret);
  }

  return {
    texts,
    secrets,
    unread,
    names,
    wholeText: texts.map(({ text }) => text).join('\n'),
    sinkText: (sink) =>
      texts
        .map((part) =>
          part.stands === 'plainly'
            ? without(part.text, usedAt(sink, part.text, byParam.get(part.param) ?? []))
            : part.text,
        )
        .join('\n'),
  };
}

type Span = readonly [number, number];

/** Where a text holds what is only used at a sink. Whose credential belongs to a service is no user of a database. */
function usedAt(sink: CallSink, text: string, secrets: readonly SecretPlace[]): readonly Span[] {
  const logins = sink.user === 'database' ? databaseLogins(text) : [];
  const foreign = secrets.filter(({ detection }) => isService(detection.type));
  const ownLogins = logins.filter(
    ([start, end]) => !foreign.some(({ detection }) => detection.start < end && detection.end > start),
  );
  const own = secrets.filter(
    (secret) => secret.isOwnUse(sink.destination) || (sink.user !== null && secret.place === 'environment'),
  );
  return [...ownLogins, ...own.map(({ detection }): Span => [detection.start, detection.end])];
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
