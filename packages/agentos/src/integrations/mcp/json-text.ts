/** A member of an object or an element of an array, as it stands in the text. */
export interface Part {
  /** Null in an array. */
  readonly name: string | null;
  /** The value's own text, without what surrounds it. */
  readonly text: string;
  /** Where the value starts in the text that was outlined. */
  readonly start: number;
}

/** What a text of JSON says of itself that parsing it does not keep. */
export interface Outline {
  /** The members or elements of the outermost value, in their order, also those that are repeated. */
  readonly parts: readonly Part[];
  /** Whether an object anywhere in it has two members of one name: readers disagree on which of them counts. */
  readonly repeats: boolean;
}

interface Scope {
  /** The names so far of an object; null in an array. */
  readonly names: Set<string> | null;
  expectsName: boolean;
}

/** Reads the structure of a text that is valid JSON: its numbers and spellings stay what they are. */
export function outline(text: string): Outline {
  const parts: Part[] = [];
  const scopes: Scope[] = [];
  let repeats = false;
  let name: string | null = null;
  let start = 0;
  const endPart = (end: number): void => {
    const value = text.slice(start, end);
    const trimmed = value.trim();
    if (trimmed !== '') parts.push({ name, text: trimmed, start: start + value.indexOf(trimmed) });
  };
  for (let at = 0; at < text.length; at += 1) {
    const scope = scopes.at(-1);
    switch (text.charAt(at)) {
      case '"': {
        const end = stringEnd(text, at);
        if (scope?.expectsName === true) {
          const member = JSON.parse(text.slice(at, end)) as string;
          repeats ||= scope.names?.has(member) === true;
          scope.names?.add(member);
          scope.expectsName = false;
          if (scopes.length === 1) name = member;
        }
        at = end - 1;
        break;
      }
      case '{':
      case '[': {
        const isObject = text[at] === '{';
        scopes.push({ names: isObject ? new Set() : null, expectsName: isObject });
        if (scopes.length === 1) start = at + 1;
        break;
      }
      case ':':
        if (scopes.length === 1) start = at + 1;
        break;
      case ',':
        if (scope !== undefined) scope.expectsName = scope.names !== null;
        if (scopes.length === 1) {
          endPart(at);
          start = at + 1;
        }
        break;
      case '}':
      case ']':
        if (scopes.length === 1) endPart(at);
        scopes.pop();
        break;
      default:
    }
  }
  return { parts, repeats };
}

/** The value of a member; of several with the name the last, as `JSON.parse` takes it. */
export function memberText(text: string, name: string): Part | undefined {
  return text.startsWith('{') ? outline(text).parts.findLast((part) => part.name === name) : undefined;
}

/**
 * A text of JSON with other strings in it, names of members included, and everything else as it was: numbers keep
 * digits that no number of JavaScript has.
 */
export function rewriteStrings(text: string, rewrite: (value: string) => string): string {
  let rewritten = '';
  let kept = 0;
  for (let at = text.indexOf('"'); at >= 0;) {
    const end = stringEnd(text, at);
    const value = JSON.parse(text.slice(at, end)) as string;
    const other = rewrite(value);
    if (other !== value) {
      rewritten += text.slice(kept, at) + JSON.stringify(other);
      kept = end;
    }
    at = text.indexOf('"', end);
  }
  return rewritten + text.slice(kept);
}

/** Behind the closing quote of the string that starts at `start`. */
function stringEnd(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return end + 1;
  }
  return text.length;
}
