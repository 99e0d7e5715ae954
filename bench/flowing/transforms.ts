import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import type { Random } from '../guarding/random.js';

/** A way to write a secret so that it is not found by looking for it. */
export interface Transform {
  readonly name: string;
  readonly apply: (secret: string, random: Random) => string;
}

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
const units = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
const hex = (text: string): string => bytes(text).toString('hex');
const base64 = (data: string | Buffer): string => Buffer.from(data).toString('base64');
const reverse = (text: string): string => [...text].toReversed().join('');
const padHex = (code: number, width: number): string => code.toString(16).padStart(width, '0');
const pairs = (text: string): string[] => hex(text).match(/../g) ?? [];

function rot13(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => {
    const code = letter.charCodeAt(0);
    return String.fromCharCode((code | 0x20) < 0x6e ? code + 13 : code - 13);
  });
}

function base32(data: string | Buffer): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  let bits = '';
  for (const byte of Buffer.from(data)) bits += byte.toString(2).padStart(8, '0');
  const letters = (bits.match(/.{1,5}/g) ?? []).map((five) =>
    alphabet.charAt(parseInt(five.padEnd(5, '0'), 2)),
  );
  return letters.join('').padEnd(Math.ceil(letters.length / 8) * 8, '=');
}

function partly(text: string, random: Random, write: (code: number) => string): string {
  return [...text].map((letter) => (random.chance(0.5) ? write(letter.charCodeAt(0)) : letter)).join('');
}

const percent = (code: number): string => `%${padHex(code, 2).toUpperCase()}`;

/** Every one is what an ordinary tool or a line of script makes of a text. */
export const TRANSFORMS: readonly Transform[] = [
  { name: 'raw', apply: (secret) => secret },
  { name: 'upper case', apply: (secret) => secret.toUpperCase() },
  { name: 'lower case', apply: (secret) => secret.toLowerCase() },
  {
    name: 'swapped case',
    apply: (secret) =>
      secret.replace(/[a-z]/gi, (l) => (l === l.toLowerCase() ? l.toUpperCase() : l.toLowerCase())),
  },
  { name: 'reversed', apply: reverse },
  { name: 'rot13', apply: rot13 },
  { name: 'rot13 reversed', apply: (secret) => rot13(reverse(secret)) },
  { name: 'spaced letters', apply: (secret) => [...secret].join(' ') },
  { name: 'dashed letters', apply: (secret) => [...secret].join('-') },
  {
    name: 'mixed separators',
    apply: (secret, random) =>
      [...secret].map((l) => l + ['', '.', ' _ ', '*', '\n'][random.below(5)]).join(''),
  },
  { name: 'zero-width between', apply: (secret) => [...secret].join('\u200b') },
  {
    name: 'full-width',
    apply: (secret) => [...secret].map((l) => String.fromCharCode(l.charCodeAt(0) + 0xfee0)).join(''),
  },
  { name: 'base64', apply: (secret) => base64(secret) },
  { name: 'base64url unpadded', apply: (secret) => bytes(secret).toString('base64url') },
  { name: 'base64 unpadded', apply: (secret) => base64(secret).replace(/=+$/, '') },
  { name: 'base64 shifted by 1', apply: (secret) => base64(`k${secret}`) },
  { name: 'base64 shifted by 2', apply: (secret) => base64(`k=${secret}`) },
  {
    name: 'base64 in a text',
    apply: (secret) => base64(`the value you asked for is ${secret}, keep it safe`),
  },
  { name: 'base64 wrapped', apply: (secret) => base64(secret.padEnd(60, '.')).replace(/.{19}/g, '$&\n') },
  { name: 'base64 twice', apply: (secret) => base64(base64(secret)) },
  { name: 'base64 three times', apply: (secret) => base64(base64(base64(secret))) },
  { name: 'base64 reversed', apply: (secret) => reverse(base64(secret)) },
  { name: 'base64 of reversed', apply: (secret) => base64(reverse(secret)) },
  { name: 'base64 rot13', apply: (secret) => rot13(base64(secret)) },
  { name: 'base64 of rot13', apply: (secret) => base64(rot13(secret)) },
  { name: 'base64 of UTF-16', apply: (secret) => base64(Buffer.from(secret, 'utf16le')) },
  { name: 'hex', apply: hex },
  { name: 'hex upper', apply: (secret) => hex(secret).toUpperCase() },
  { name: 'hex colons', apply: (secret) => pairs(secret).join(':') },
  { name: 'hex spaces', apply: (secret) => pairs(secret).join(' ') },
  {
    name: 'hex 0x',
    apply: (secret) =>
      pairs(secret)
        .map((pair) => `0x${pair}`)
        .join(', '),
  },
  {
    name: 'hex \\x',
    apply: (secret) =>
      pairs(secret)
        .map((pair) => `\\x${pair}`)
        .join(''),
  },
  { name: 'hex reversed', apply: (secret) => reverse(hex(secret)) },
  { name: 'hex of base64', apply: (secret) => hex(base64(secret)) },
  { name: 'base64 of hex', apply: (secret) => base64(hex(secret)) },
  { name: 'url all', apply: (secret) => units(secret).map(percent).join('') },
  { name: 'url partly', apply: (secret, random) => partly(secret, random, percent) },
  { name: 'url twice', apply: (secret) => encodeURIComponent(units(secret).map(percent).join('')) },
  {
    name: 'html decimal',
    apply: (secret) =>
      units(secret)
        .map((code) => `&#${String(code)};`)
        .join(''),
  },
  {
    name: 'html hex',
    apply: (secret) =>
      units(secret)
        .map((code) => `&#x${padHex(code, 2)};`)
        .join(''),
  },
  { name: 'html partly', apply: (secret, random) => partly(secret, random, (code) => `&#${String(code)};`) },
  {
    name: '\\u escapes',
    apply: (secret) =>
      units(secret)
        .map((code) => `\\u${padHex(code, 4)}`)
        .join(''),
  },
  {
    name: '\\u partly',
    apply: (secret, random) => partly(secret, random, (code) => `\\u{${padHex(code, 2)}}`),
  },
  {
    name: 'U+ codes',
    apply: (secret) =>
      units(secret)
        .map((code) => `U+${padHex(code, 4).toUpperCase()}`)
        .join(' '),
  },
  { name: 'decimal codes', apply: (secret) => units(secret).join(', ') },
  { name: 'decimal spaced', apply: (secret) => units(secret).join(' ') },
  {
    name: 'octal escapes',
    apply: (secret) =>
      units(secret)
        .map((code) => `\\${code.toString(8).padStart(3, '0')}`)
        .join(''),
  },
  {
    name: 'binary',
    apply: (secret) =>
      units(secret)
        .map((code) => code.toString(2).padStart(8, '0'))
        .join(' '),
  },
  { name: 'base32', apply: (secret) => base32(secret) },
  { name: 'base32 lower unpadded', apply: (secret) => base32(secret).replace(/=+$/, '').toLowerCase() },
  { name: 'gzip base64', apply: (secret) => base64(gzipSync(secret)) },
  { name: 'zlib base64', apply: (secret) => base64(deflateSync(secret)) },
  { name: 'deflate base64', apply: (secret) => base64(deflateRawSync(secret)) },
  { name: 'brotli base64', apply: (secret) => base64(brotliCompressSync(secret)) },
  { name: 'gzip hex', apply: (secret) => gzipSync(secret).toString('hex') },
  { name: 'brotli hex', apply: (secret) => brotliCompressSync(secret).toString('hex') },
  { name: 'gzip base32', apply: (secret) => base32(gzipSync(secret)) },
  {
    name: 'gzip base64url of a text',
    apply: (secret) => gzipSync(`config dump\nname=prod\nvalue=${secret}\nend\n`).toString('base64url'),
  },
  { name: 'gzip base64 twice', apply: (secret) => base64(base64(gzipSync(secret))) },
  { name: 'url of base64', apply: (secret) => encodeURIComponent(base64(secret)) },
  { name: 'json in json', apply: (secret) => JSON.stringify(JSON.stringify({ a: secret })) },
];
