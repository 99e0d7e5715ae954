import { createHmac, createSecretKey, randomBytes, timingSafeEqual, type KeyObject } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Marks what this product wrote. The files of snapshots lie in the workspace, where every program of the agent may
 * write and which may come with a cloned repository; an undo does what they say, anywhere on the disk. The key lies
 * elsewhere, so nobody else can write a file that an undo follows, move one to another snapshot, or change one.
 */
export interface Seal {
  /** The text to write for a value of a file. Makes the key when there is none. */
  close(id: string, file: string, json: string): string;
  /** The JSON that was sealed; null when this text was not sealed for this place. */
  open(id: string, file: string, text: string): string | null;
}

const HEAD = '{"mac":"';
const MIDDLE = '","value":';
const MAC_LENGTH = 64;

/** Without a key file nothing is sealed: whoever can write the folder of the snapshots decides what an undo does. */
export function createSeal(keyFile: string | null): Seal {
  if (keyFile === null) return { close: (_id, _file, json) => json, open: (_id, _file, text) => text };
  let key: KeyObject | null = null;
  const macOf = (known: KeyObject, id: string, file: string, json: string): string =>
    createHmac('sha256', known).update(`${id}\0${file}\0`).update(json).digest('hex');
  return {
    close: (id, file, json) => {
      key ??= readKey(keyFile) ?? makeKey(keyFile);
      return `${HEAD}${macOf(key, id, file, json)}${MIDDLE}${json}}`;
    },
    open: (id, file, text) => {
      key ??= readKey(keyFile);
      const start = HEAD.length + MAC_LENGTH;
      const isSealed = text.startsWith(HEAD) && text.startsWith(MIDDLE, start) && text.endsWith('}');
      if (key === null || !isSealed) return null;
      const json = text.slice(start + MIDDLE.length, -1);
      const given = Buffer.from(text.slice(HEAD.length, start));
      const wanted = Buffer.from(macOf(key, id, file, json));
      return given.length === wanted.length && timingSafeEqual(given, wanted) ? json : null;
    },
  };
}

function readKey(file: string): KeyObject | null {
  try {
    const bytes = readFileSync(file);
    return bytes.length >= 32 ? createSecretKey(bytes) : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Of two processes that make it at once one does, and both use it. */
function makeKey(file: string): KeyObject {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, randomBytes(32), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const key = readKey(file);
  if (key === null) throw new Error(`the key of the snapshots in ${file} is damaged`);
  return key;
}
