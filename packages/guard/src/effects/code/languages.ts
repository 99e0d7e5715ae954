import type { Language } from '../programs/role.js';
import type { LanguageFacts } from './code-patterns.js';
import { AWK, SED, VIM } from './languages/editing.js';
import { JAVASCRIPT } from './languages/javascript.js';
import { PYTHON } from './languages/python.js';
import { LUA, OTHER, PERL, PHP, RUBY, TCL } from './languages/scripting.js';

/** What is known of each language. */
export const LANGUAGES: Readonly<Record<Language, LanguageFacts>> = {
  js: JAVASCRIPT,
  python: PYTHON,
  perl: PERL,
  ruby: RUBY,
  php: PHP,
  lua: LUA,
  tcl: TCL,
  other: OTHER,
  awk: AWK,
  sed: SED,
  vim: VIM,
};
