import type { Language } from '../programs/role.js';
import type { LanguageFacts } from './code-patterns.js';

/** A literal that names the product's own package, or a file of it. */
const NAMED =
  /(["'`])(?:[^"'`\n]{0,200}[/:])?(?:sentinel-agentos|@sentinel-agentos\/[\w-]{1,40})(?:@[^"'`\n/]{0,40})?(?:\/[^"'`\n]{0,200})?\1/;
/** Its method that only a person calls, however it is reached. */
const CALLED =
  /(?:\?\.|\.)\s{0,9}resume\b|\bresume\s{0,9}(?:\?\.\s{0,9})?\(|\[\s{0,9}["'`]resume["'`]\s{0,9}\]|[{,]\s{0,9}resume\s{0,9}[,:}]/;
/** Its command as a word of its own, for a program to start. */
const WORD = /["'`]resume["'`]/;

/** Whether program text lets a halted session go on: by the library, or by starting the command. */
export function resumesBySelf(language: Language, text: string, facts: LanguageFacts): boolean {
  if (!NAMED.test(text)) return false;
  return (language === 'js' && CALLED.test(text)) || (WORD.test(text) && facts.processes.test(text));
}
