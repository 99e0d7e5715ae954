import { layersOf } from '../decode/layers.js';
import { compileMatcher, type SecretMatcher } from '../secrets/matcher.js';
import { SECRET_RULES } from '../secrets/rules.js';
import { rankOf, type Finder, type Finding } from './finding.js';

let matcher: SecretMatcher | undefined;

/** Finds by the rules that come with the package. They are compiled at first use, once. */
export const findByRules: Finder = (text, from, to, work) => {
  matcher ??= compileMatcher(SECRET_RULES);
  return matcher.match(text, from, to, work).map(({ rule, severity, value, start, end }) => ({
    rule: rule.id,
    type: rule.type,
    severity,
    message: rule.message,
    value,
    start,
    end,
    encodings: [],
    rank: rankOf(rule.specificity, severity, 0),
  }));
};

/** Lets a finder look at a text and at every text that is encoded in it. Spans are those of the outer text. */
export function throughLayers(find: Finder): Finder {
  return (text, from, to, work) => {
    const findings: Finding[] = [...find(text, from, to, work)];
    for (const layer of layersOf({ text, from, to }, work)) {
      for (const inner of find(layer.text, 0, layer.text.length, work)) {
        const [start, end] = layer.origin(inner.start, inner.end);
        const { encodings } = layer;
        findings.push({ ...inner, start, end, encodings, rank: inner.rank - encodings.length });
      }
    }
    return findings;
  };
}
