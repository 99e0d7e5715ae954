import { SentinelError } from '@sentinel-agentos/core';
import type { Language } from '@sentinel-agentos/core';
import { CHINESE } from './page-wording-zh.js';
import { ENGLISH } from './page-wording-en.js';
import type { PageWording } from './page-wording.js';

/** @throws SentinelError `INVALID_ARGUMENT` for a language the product does not speak. */
export function pageWording(language: Language): PageWording {
  switch (language) {
    case 'en':
      return ENGLISH;
    case 'zh':
      return CHINESE;
    default: {
      const unknown: never = language;
      throw new SentinelError(
        'INVALID_ARGUMENT',
        `language must be 'en' or 'zh', got ${String(unknown).slice(0, 80)}.`,
      );
    }
  }
}
