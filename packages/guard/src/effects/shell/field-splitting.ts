import { capped, type Data, type Field } from './data.js';
import { lookUp, type Shell } from './shell-state.js';

/** A stretch of a word after expansion. `splits`: unquoted and expanded, so white space in it ends a field. */
export interface Piece extends Data {
  readonly quoted: boolean;
  readonly splits: boolean;
  readonly glob: boolean;
  /** `"$@"` and the like: each but the first begins a new field. */
  readonly breaks?: boolean;
}

/** Joins pieces into fields, splitting expanded ones at white space as `IFS` says. */
export function splitFields(pieces: readonly Piece[], shell: Shell): Omit<Field, 'evidence'>[] {
  const separators = lookUp(shell, 'IFS')?.values[0]?.text ?? ' \t\n';
  const fields: Omit<Field, 'evidence'>[] = [];
  let text = '';
  let taint = 0;
  let glob = false;
  let open = false;
  const end = (): void => {
    if (open) fields.push({ text: capped(text), taint, glob });
    text = '';
    taint = 0;
    glob = false;
    open = false;
  };
  for (const piece of pieces) {
    if (piece.breaks === true) end();
    if (!piece.splits || !hasSeparator(piece.text, separators)) {
      text += piece.text;
      taint |= piece.taint;
      glob ||= piece.glob;
      open ||= piece.quoted || piece.text !== '';
      continue;
    }
    const words = splitAt(piece.text, separators);
    words.forEach((word, index) => {
      if (index > 0) end();
      text += word;
      taint |= piece.taint;
      glob ||= piece.glob;
      open ||= word !== '';
    });
  }
  end();
  return fields;
}

function hasSeparator(text: string, separators: string): boolean {
  for (const char of text) if (separators.includes(char)) return true;
  return false;
}

function splitAt(text: string, separators: string): string[] {
  const words = [''];
  for (const char of text) {
    if (separators.includes(char)) words.push('');
    else words[words.length - 1] += char;
  }
  return words;
}
