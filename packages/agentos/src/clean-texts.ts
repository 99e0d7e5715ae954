/** Texts that a scanner found nothing in: what it says of a text is always the same, so they are scanned once. */
export interface CleanTexts {
  has(text: string): boolean;
  /** Keeps a short text; the oldest goes when there are too many. */
  add(text: string): void;
}

const MOST = 1000;

/** @param longest longer texts are not kept, in UTF-16 units: they hardly come twice. */
export function createCleanTexts(longest: number): CleanTexts {
  const texts = new Set<string>();

  return {
    has: (text) => texts.has(text),
    add(text) {
      if (text.length > longest) return;
      texts.add(text);
      const [oldest] = texts;
      if (texts.size > MOST && oldest !== undefined) texts.delete(oldest);
    },
  };
}
