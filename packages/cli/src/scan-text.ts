import { shownName } from './shown-text.js';
import type { Language, LocatedDetection } from 'sentinel-agentos';

/** Lines for people; beyond them a number says more. */
const MOST_SHOWN = 1000;

const WORDS = {
  en: {
    none: 'nothing found',
    more: (count: number): string => `… and ${count} more`,
    incomplete: 'a part of it was too much work and was not looked at',
  },
  zh: {
    none: '未发现任何内容',
    more: (count: number): string => `……另有 ${count} 项`,
    incomplete: '部分内容工作量过大，未作检查',
  },
} as const;

/** What a scan found, one detection a line: place, severity, rule and words; never the value. */
export function scanText(
  file: string,
  found: readonly LocatedDetection[],
  incomplete: boolean,
  language: Language,
): string {
  const words = WORDS[language];
  const lines = found.slice(0, MOST_SHOWN).map(({ line, column, severity, rule, message, encodings }) => {
    const hidden = encodings.length === 0 ? '' : ` (${encodings.join(' > ')})`;
    return `${shownName(file)}:${line}:${column}  ${severity}  ${rule}  ${message[language]}${hidden}`;
  });
  if (found.length > MOST_SHOWN) lines.push(words.more(found.length - MOST_SHOWN));
  if (incomplete) lines.push(words.incomplete);
  return lines.length === 0 ? words.none : lines.join('\n');
}
