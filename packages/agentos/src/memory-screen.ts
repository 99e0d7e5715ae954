import { createCleanTexts } from './clean-texts.js';
import { createInjectionScanner, createSecretScanner, normaliseForModel } from '@sentinel-agentos/detect';
import { maskSpans } from './redactor.js';
import type { DetectorOptions } from '@sentinel-agentos/detect';
import type { MemoryScreen } from '@sentinel-agentos/memory';

const MASK = '***';

/** From this severity on, a text speaks to a model like an order; below, it is only a hint. */
const SUSPICIOUS = 2;

/** Names of tools, folders and files, which come with every call. */
const LONGEST_KNOWN = 256;

/** Said of a text that the scanners could not read to the end. */
const UNREAD = 'detect.incomplete';

/**
 * The screen in front of the memory, over the scanners that look through every call: takes out what hides or
 * disguises words, masks secrets, and names what reads like an order to a model.
 */
export function createMemoryScreen(options: DetectorOptions): MemoryScreen {
  const secretScanner = createSecretScanner(options.secrets ?? {});
  const injectionScanner = options.injection === false ? null : createInjectionScanner();
  const clean = createCleanTexts(LONGEST_KNOWN);

  return {
    screen(given) {
      if (clean.has(given)) return { text: given, findings: [] };
      // Scanned as it came: what normalising takes out is what gives a disguised order away.
      const injected = injectionScanner?.scan(given) ?? { detections: [], incomplete: false };
      const { text } = normaliseForModel(given);
      const secrets = secretScanner.scan(text);
      const suspicious = injected.detections.filter(({ severity }) => severity >= SUSPICIOUS);
      const kept = maskSpans(text, secrets.detections, MASK);
      const findings = [
        ...new Set(suspicious.map(({ rule }) => rule)),
        ...(injected.incomplete || secrets.incomplete ? [UNREAD] : []),
      ];
      if (kept === given && findings.length === 0) clean.add(given);
      return { text: kept, findings };
    },
  };
}
