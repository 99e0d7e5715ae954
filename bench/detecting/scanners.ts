import {
  createInjectionScanner,
  createPersonalScanner,
  createSecretScanner,
  type ScanResult,
} from '@sentinel-agentos/detect';

/** Looks at one text. */
export type Scan = (text: string) => ScanResult;

/** The kinds of thing that can be looked for, each with the scanner that does. */
export const SCANNERS: Readonly<Record<string, () => Scan>> = {
  secrets: () => createSecretScanner().scan,
  pii: () => createPersonalScanner({ phone: true, address: true }).scan,
  'pii-default': () => createPersonalScanner().scan,
  'pii-strict': () => createPersonalScanner({ phone: false, address: false }).scan,
  injection: () => createInjectionScanner().scan,
};
