import { Taint, type Field } from '../shell/data.js';
import { readQuietly } from '../shell/file-acts.js';
import { sendData } from '../shell/network-acts.js';
import type { Invocation } from './invocation.js';
import { isRemote } from './play-roles.js';

/**
 * Sends what an argument holds, or the file it may name, when that is a secret: most arguments of a program that
 * uploads are something else.
 */
export function sendIfSecret(invocation: Invocation, word: Field, host: string): void {
  const { shell } = invocation;
  if ((word.taint & Taint.secret) !== 0) sendData(shell, word, host, word.evidence);
  const text = word.text.replace(/^(?:--?[\w-]{1,40}=)?(?:[\w.-]{1,80}=)?(?:fileb?:\/\/|@)?/, '');
  if (text === '' || text.startsWith('-') || isRemote(text)) return;
  const data = readQuietly(shell, { ...word, text }, true);
  if ((data.taint & Taint.secret) !== 0) sendData(shell, data, host, word.evidence);
}
