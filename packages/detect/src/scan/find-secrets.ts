import { compileMatcher, type SecretMatcher } from '../secrets/matcher.js';
import { SECRET_RULES } from '../secrets/rules.js';
import { rankOf, type Finder } from './finding.js';

let matcher: SecretMatcher | undefined;

/** Finds by the rules that come with the package. They are compiled at first use, once. */
export const findByRules: Finder = ({ text, from, to }, work, found) => {
  matcher ??= compileMatcher(SECRET_RULES);
  for (const { rule, severity, value, start, end } of matcher.match(text, from, to, work)) {
    found({
      rule: rule.id,
      type: rule.type,
      severity,
      message: rule.message,
      value,
      start,
      end,
      encodings: [],
      rank: rankOf(rule.specificity, severity, 0),
      order: SECRET_RULES.indexOf(rule),
    });
  }
  return to;
};
