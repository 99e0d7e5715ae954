import type { Evidence } from '@sentinel-agentos/core';
import { UNKNOWN } from '../paths/locate.js';
import { LIMITS } from './limits.js';

/** Where a text came from, as bits: it decides what may be done with it. */
export const Taint: Readonly<
  Record<
    | 'none'
    | 'secret'
    | 'download'
    | 'decoded'
    | 'shell'
    | 'credential'
    | 'system'
    | 'unset'
    | 'file'
    | 'whole'
    | 'published'
    | 'endless',
    number
  >
> = Object.freeze({
  none: 0,
  /** Content of a secret file. */
  secret: 1,
  /** Came over the network. */
  download: 2,
  /** Was decoded, decrypted or unpacked. */
  decoded: 4,
  /** Output of a shell whose commands come from elsewhere. */
  shell: 8,
  /** A credential kept in the environment. */
  credential: 16,
  /** Content of a file of the operating system, of somebody's own, or of a database: not for everybody. */
  system: 32,
  /** An unset variable may have made it empty. */
  unset: 64,
  /** Content of a file that is not known here. */
  file: 128,
  /** All of a folder or of a repository, packed into one. */
  whole: 256,
  /** An installer that came unchanged from its publisher: see `isPublishedInstaller`. */
  published: 512,
  /** It never ends: whatever takes it in fills up. */
  endless: 1024,
});

/** A text as far as it is known, with `UNKNOWN` for every gap, and where it came from. */
export interface Data {
  readonly text: string;
  readonly taint: number;
}

/** One argument of a command. */
export interface Field extends Data {
  readonly evidence: Evidence;
  /** True when the text holds an active pattern of the shell. */
  readonly glob: boolean;
}

export const NOTHING: Data = Object.freeze({ text: '', taint: 0 });
export const SOMETHING: Data = Object.freeze({ text: UNKNOWN, taint: 0 });

/**
 * All variables of the environment as text. One credential in an address may be how a service is called; all of them
 * never are.
 */
export const ENVIRONMENT: Data = Object.freeze({ text: UNKNOWN, taint: Taint.credential | Taint.whole });

export function unknownData(taint: number): Data {
  return taint === 0 ? SOMETHING : { text: UNKNOWN, taint };
}

/** What the unknown parts of a text bring along into whatever they become part of, when the text is read as code. */
export function gapsOf({ text, taint }: Data): number {
  const whole = (taint & Taint.whole) === 0 ? 0 : Taint.whole | Taint.credential;
  return isKnown(text) ? 0 : taint & (Taint.secret | whole);
}

/** Where a text came from once a program made something else of it: no longer what its publisher wrote. */
export function altered(taint: number): number {
  return (taint & Taint.published) === 0 ? taint : (taint & ~Taint.published) | Taint.download;
}

export function isKnown(text: string): boolean {
  return !text.includes(UNKNOWN);
}

/** Both texts one after the other. Past the limit the rest is unknown. */
export function joined(a: Data, b: Data): Data {
  if (a === NOTHING) return b;
  if (b === NOTHING) return a;
  return { text: capped(a.text + b.text), taint: a.taint | b.taint };
}

export function capped(text: string): string {
  return text.length > LIMITS.value ? text.slice(0, LIMITS.value) + UNKNOWN : text;
}

export function fieldOf(text: string, evidence: Evidence, taint = 0): Field {
  return { text, taint, evidence, glob: false };
}
