import { readPem } from './key-files/pem.js';
import { readPutty } from './key-files/putty.js';

/**
 * Reads a file that holds a key behind its first line, which begins at `start` and ends at `end`: gives where the key
 * ends, or `null` where what follows is no key. Takes time linear in what it reads.
 */
export type KeyFileReader = (text: string, start: number, end: number) => number | null;

export type KeyFileName = 'pem' | 'putty';

/** The formats of key files that rules name. */
export const KEY_FILES: Readonly<Record<KeyFileName, KeyFileReader>> = { pem: readPem, putty: readPutty };
