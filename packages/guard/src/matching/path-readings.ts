/** Nothing in such a path is read in two ways. */
const PLAIN = /^[\w./@+,=-]*$/u;
const SPACE_OR_QUOTE = /^[\s"'`]$/u;
// A segment of two dots that some file system takes the rest away from: trailing dots and spaces.
const PADDED_PARENT = /(?<=^|\/)\.\.[. ]+(?=\/|$)/gu;
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * What a path may be taken for by whoever opens it, as it is written first. Some tools decode `%2e`, trim what
 * they get, take quotes off, read `\` as a separator or full-width dots as dots; nobody outside the tool knows.
 */
export function pathReadings(text: string): readonly string[] {
  if (PLAIN.test(text)) return [text];
  const decoded = decodePercent(text);
  return [...new Set([text, plainly(text), decoded, plainly(decoded), plainly(decodePercent(decoded))])];
}

function plainly(text: string): string {
  return trimmed(text.normalize('NFKC').replace(INVISIBLE, ''))
    .replaceAll('\\', '/')
    .replace(PADDED_PARENT, '..');
}

/** By hand, because an expression for the end of a text looks for it from every place in it. */
function trimmed(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && SPACE_OR_QUOTE.test(text.charAt(start))) start++;
  while (end > start && SPACE_OR_QUOTE.test(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

/** As lenient as decoders are: what is no UTF-8 stays as it is. */
function decodePercent(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/giu, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
}
