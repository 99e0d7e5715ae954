import type { StructuredPatch, StructuredPatchHunk } from 'diff';

/** Larger files are not compared line by line. */
export const MAX_DIFF_BYTES: number = 1024 * 1024;
/** Beyond so many changed lines the shortest difference is not looked for: it takes the square of them. */
const MAX_EDITS = 2000;

/** How the bytes of a file differ: as a patch of its text, or only that they do. */
export type TextDiff =
  | { readonly kind: 'unified'; readonly text: string }
  | { readonly kind: 'binary' | 'too-large'; readonly bytesBefore: number; readonly bytesNow: number };

/**
 * A unified diff that `patch` applies, when both sides are UTF-8 without NUL. A file that is new, gone or changed
 * nearly everywhere is one hunk. Deterministic, and its time is bounded.
 */
export async function textDiff(before: Uint8Array, now: Uint8Array): Promise<TextDiff> {
  const [old, fresh] = [textOf(before), textOf(now)];
  if (old === null || fresh === null) {
    return { kind: 'binary', bytesBefore: before.length, bytesNow: now.length };
  }
  const { FILE_HEADERS_ONLY, formatPatch, structuredPatch } = await import('diff');
  const names = ['before', 'now'] as const;
  const patch =
    (old === '' || fresh === ''
      ? undefined
      : structuredPatch(...names, old, fresh, undefined, undefined, {
          context: 3,
          maxEditLength: MAX_EDITS,
        })) ?? wholePatch(old, fresh);
  return { kind: 'unified', text: formatPatch(patch, FILE_HEADERS_ONLY) };
}

/** Null when the bytes are no text. */
function textOf(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Takes every old line away and adds every new one. */
function wholePatch(old: string, fresh: string): StructuredPatch {
  const hunk: StructuredPatchHunk = {
    oldStart: 1,
    oldLines: countOf(old),
    newStart: 1,
    newLines: countOf(fresh),
    lines: [...linesOf('-', old), ...linesOf('+', fresh)],
  };
  return {
    oldFileName: 'before',
    newFileName: 'now',
    oldHeader: undefined,
    newHeader: undefined,
    hunks: [hunk],
  };
}

function linesOf(sign: '-' | '+', text: string): readonly string[] {
  if (text === '') return [];
  const lines = text.split('\n').map((line) => sign + line);
  return text.endsWith('\n') ? lines.slice(0, -1) : [...lines, '\\ No newline at end of file'];
}

function countOf(text: string): number {
  return linesOf('+', text).filter((line) => line.startsWith('+')).length;
}
