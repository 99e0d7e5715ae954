import { isObject } from './message.js';
import { memberText, outline } from './json-text.js';
import type { Line, Request } from './message.js';

/** A request that has a tool run. */
export interface ToolRequest {
  readonly name: string;
  readonly args: unknown;
  readonly meta: unknown;
  /** What the client brings back that was asked with an earlier answer. */
  readonly retry: { readonly state: unknown; readonly responses: unknown };
  /** What to pass on: it says to every reader what was judged. */
  readonly line: Line;
}

/** Names that a reader which does not tell letters apart takes for those that say what runs. */
const NAMESAKE = /^(?:name|arguments|task|_meta|inputresponses|requeststate)$/iu;
const MEMBERS: ReadonlySet<string | null> = new Set([
  'name',
  'arguments',
  'task',
  '_meta',
  'inputResponses',
  'requestState',
]);

/** Whether a method has a tool run, also one of a later revision of the protocol, or of a server that is lenient. */
export function runsTool(method: string): boolean {
  const plain = method.trim().toLowerCase();
  return plain.startsWith('tools/') && method !== 'tools/list';
}

/** Reads a request that has a tool run; null when it does not say which. */
export function readToolRequest(request: Request): ToolRequest | null {
  const { params } = request;
  if (!isObject(params) || typeof params['name'] !== 'string') return null;
  const isPlain = Object.keys(params).every((name) => !NAMESAKE.test(name) || MEMBERS.has(name));
  return {
    name: params['name'],
    args: params['arguments'] ?? {},
    meta: params['_meta'],
    retry: { state: params['requestState'], responses: params['inputResponses'] },
    line: isPlain
      ? request.line
      : withOtherMembers(request.text, (name) => NAMESAKE.test(name) && !MEMBERS.has(name)),
  };
}

/** A request with other parameters for some of its own, and everything else of it as it was. */
export function withOtherMembers(
  text: string,
  isUnwanted: (name: string) => boolean,
  others: Readonly<Record<string, unknown>> = {},
): string {
  const params = memberText(text, 'params');
  if (params === undefined) return text;
  const kept = outline(params.text)
    .parts.filter(({ name }) => !isUnwanted(name ?? ''))
    .map((part) => `${JSON.stringify(part.name)}:${part.text}`);
  for (const [name, value] of Object.entries(others)) {
    kept.push(`${JSON.stringify(name)}:${JSON.stringify(value)}`);
  }
  const end = params.start + params.text.length;
  return `${text.slice(0, params.start)}{${kept.join(',')}}${text.slice(end)}`;
}
