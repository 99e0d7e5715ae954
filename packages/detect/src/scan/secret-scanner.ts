import type { ScanResult } from '../detection.js';
import { detectionOf, resolved } from './finding.js';
import { setUpScanner, type SecretScannerOptions } from './scanner-setup.js';
import { createTextSearch } from './text-search.js';
import { isIncomplete, workFor } from './work.js';

/** Where a text comes from. */
export interface TextSource {
  /** Compared with the paths of the allow-list. */
  readonly path?: string;
}

/** Finds credentials in texts. */
export interface SecretScanner {
  /**
   * Finds the credentials in a text, plain or encoded up to three times over. Never throws for what the text holds,
   * and takes time linear in its length. Bytes are read as UTF-8, broken sequences as U+FFFD; spans then count the
   * UTF-16 units of what was read.
   */
  readonly scan: (text: string | Uint8Array, source?: TextSource) => ScanResult;
}

/**
 * Makes a scanner for secrets. It keeps nothing of what it has seen.
 *
 * @throws SentinelError `INVALID_CONFIG` naming the option, or the rule, that is wrong.
 */
export function createSecretScanner(options: SecretScannerOptions = {}): SecretScanner {
  const { finders, isAllowed, budget } = setUpScanner(options);
  return {
    scan(input, source = {}) {
      const text = typeof input === 'string' ? input : new TextDecoder().decode(input);
      const work = workFor(text.length, budget);
      const findings = createTextSearch(finders).step({ text, to: text.length, isEnd: true }, work);
      const told = findings.filter((finding) => !isAllowed(finding, source.path));
      return { detections: resolved(told).map(detectionOf), incomplete: isIncomplete(work) };
    },
  };
}
