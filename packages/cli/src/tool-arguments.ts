import { parseArgs } from 'node:util';
import { UsageError } from './command.js';

/** A tool call as it is written on the command line. */
export interface ToolArguments {
  readonly tool: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/**
 * Reads `<tool> key=value …` or `--tool <tool> --params '<json>'`.
 *
 * @throws UsageError that says what is missing or cannot be read.
 */
export function parseToolArguments(args: readonly string[]): ToolArguments {
  return args.some((arg) => arg === '--tool' || arg.startsWith('--tool='))
    ? parseFlags(args)
    : parsePairs(args);
}

function parsePairs([tool, ...pairs]: readonly string[]): ToolArguments {
  if (tool === undefined || tool === '' || tool.startsWith('-') || tool.includes('=')) {
    throw new UsageError('name a tool first, for example: exec command="npm test"');
  }
  const params = new Map<string, unknown>();
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at < 1) throw new UsageError(`expected key=value, got ${JSON.stringify(pair)}`);
    params.set(pair.slice(0, at), parseValue(pair.slice(at + 1)));
  }
  return { tool, params: Object.fromEntries(params) };
}

/** `true`, `false`, `null` and plain numbers mean themselves; everything else, and everything quoted, is text. */
export function parseValue(text: string): unknown {
  if (text === 'true') return true;
  if (text === 'false') return false;
  if (text === 'null') return null;
  if (/^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/.test(text)) return Number(text);
  const quoted = /^(["'])(.*)\1$/s.exec(text);
  return quoted?.[2] ?? text;
}

function parseFlags(args: readonly string[]): ToolArguments {
  const { tool, params = '{}' } = readFlags(args);
  if (tool === undefined || tool === '') throw new UsageError('--tool needs the name of a tool');
  let value: unknown;
  try {
    value = JSON.parse(params);
  } catch (error) {
    throw new UsageError(`--params is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UsageError('--params must be a JSON object, for example {"command":"npm test"}');
  }
  return { tool, params: { ...value } };
}

function readFlags(args: readonly string[]): { readonly tool?: string; readonly params?: string } {
  try {
    return parseArgs({
      args: [...args],
      options: { tool: { type: 'string' }, params: { type: 'string' } },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
