import { isMoved, isPlain, readLine } from './line-edits.js';
import { keyText } from './key-text.js';
import { SentinelError } from 'sentinel-agentos';

type Params = Readonly<Record<string, unknown>>;

/** What is typed into a program that runs, as a call that can be judged. */
export interface TypedCall {
  /** The parameters with everything that stands in the line since the last time it was submitted. */
  readonly params: Params;
  /** The call was let through: what it typed stands in the line now. */
  readonly typed: () => void;
}

/** Longest line that is kept, in UTF-16 units. Nobody types so much without a line end. */
const LONGEST_LINE = 1_000_000;
/** Programs that are typed into, at most; the one that was quiet the longest goes first. */
const MOST_PROGRAMS = 1000;

/**
 * Lines that are typed in pieces: `rm -r` now, `f ~` and Enter in the next calls. Each piece alone is harmless, so
 * each is judged together with what stands in the line already.
 */
export class TypedLines {
  readonly #lines = new Map<string, string>();

  /**
   * A call of `process` or `terminal` that types; undefined where a call types nothing.
   *
   * @throws SentinelError `INVALID_ARGUMENT` for a line that is longer than a million characters.
   */
  read(session: string, tool: string, params: Params): TypedCall | undefined {
    const text = typedBy(tool, params);
    if (text === undefined) return undefined;
    const program = JSON.stringify([session, tool, params['sessionId'] ?? null]);
    const before = this.#lines.get(program) ?? '';
    const all = before + text;
    if (all.length > LONGEST_LINE)
      throw new SentinelError(
        'INVALID_ARGUMENT',
        `a line of ${String(all.length)} characters is typed in pieces`,
      );
    return {
      params: before === '' && says(text) && isPlain(text) ? params : judged(params, all),
      typed: () => this.#keep(program, all.slice(lastLineEnd(all) + 1)),
    };
  }

  #keep(program: string, line: string): void {
    this.#lines.delete(program);
    if (line === '') return;
    this.#lines.set(program, line);
    const [oldest] = this.#lines.keys();
    if (this.#lines.size > MOST_PROGRAMS && oldest !== undefined) this.#lines.delete(oldest);
  }
}

/** What a call sends to a program; undefined where it sends nothing. As the host puts it together. */
function typedBy(tool: string, params: Params): string | undefined {
  const action = params['action'];
  if (tool === 'terminal') return action === 'input' ? textIn(params['data']) : undefined;
  if (tool !== 'process') return undefined;
  switch (action) {
    case 'write':
      return textIn(params['data']) + (params['eof'] === true ? '\n' : '');
    case 'submit':
      // The host sends Enter and nothing else; what else is said may be sent by another version of it.
      return `${textIn(params['data'])}\r`;
    case 'paste':
      return textIn(params['text']);
    case 'send-keys':
      return textIn(params['literal']) + bytesIn(params['hex']) + keyText(textsIn(params['keys']));
    default:
      return undefined;
  }
}

function textIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [textIn(value)];
}

function bytesIn(value: unknown): string {
  const bytes = textsIn(value).map((each) => Number.parseInt(each.replace(/^0x/iu, ''), 16));
  return Buffer.from(bytes.filter((byte) => byte >= 0 && byte <= 255)).toString('utf8');
}

/**
 * The whole of what was typed. A line in which somebody moved about can say anything: it is no text but an action
 * that nobody knows, which needs an approval.
 */
function judged({ sessionId, action }: Params, all: string): Params {
  const lines = all.split(/[\r\n]/u);
  const where = sessionId === undefined ? {} : { sessionId };
  if (lines.some(isMoved)) return { ...where, action: 'edit a line with keys', typed: all };
  return { ...where, action: action === 'input' ? 'input' : 'write', data: lines.map(readLine).join('\n') };
}

/** Whether there is more than the end of a line in it. */
function says(text: string): boolean {
  return /[^\r\n]/u.test(text);
}

function lastLineEnd(text: string): number {
  return Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
}
