import { NOTHING, Taint, unknownData, type Data } from '../shell/data.js';
import { has, type Invocation } from './invocation.js';

/** Lines `DIGEST  NAME` and `DIGEST *NAME` with a digest of at least 160 bits. */
const PINNED = /\b[0-9a-fA-F]{40,128}\s+\*?([^\n]+)/g;

/**
 * `sha256sum -c`: a download that matches a digest written in the command itself is no longer just anything
 * from the network. MD5 and digests that were downloaded too prove nothing.
 */
export function readChecksum(invocation: Invocation): Data {
  const { shell, input, name } = invocation;
  if (!has(invocation, '-c --check')) return unknownData(input.taint);
  if (name === 'md5sum' || (input.taint & Taint.download) !== 0) return NOTHING;
  for (const match of input.text.matchAll(PINNED)) {
    const named = match[1]?.trim() ?? '';
    for (const [path, data] of shell.files) {
      const same = path === named || path.slice(path.lastIndexOf('/') + 1) === named;
      if (same) shell.files.set(path, { text: data.text, taint: data.taint & ~Taint.download });
    }
  }
  return NOTHING;
}
