import { isKnown, Taint, unknownData } from '../shell/data.js';
import { itemsOf, numberOf, objectValue, textValue, type Value } from './value.js';

/** Longest text that is decoded. */
const MAX_ENCODED = 128 * 1024;

/** `[Convert]::FromBase64String`: bytes, known when the text is. */
export function fromBase64(text: Value): Value {
  if (!isKnown(text.text) || text.text.length > MAX_ENCODED) return unknownData(text.taint | Taint.decoded);
  const bytes = Buffer.from(text.text, 'base64').toString('latin1');
  return objectValue('bytes', bytes, text.taint | Taint.decoded);
}

/** `Encoding.GetString`: text of known bytes. */
export function decodeBytes(bytes: Value, encoding: string): Value {
  const binary = bytes.object === 'bytes' ? bytes.text : bytesOf(bytes);
  if (binary === null || !isBytes(binary)) return unknownData(bytes.taint | Taint.decoded);
  const buffer = Buffer.from(binary, 'latin1');
  const text = /unicode|utf-?16/.test(encoding) ? buffer.toString('utf16le') : buffer.toString('utf8');
  return textValue(text.replaceAll('\0', ''), bytes.taint | Taint.decoded);
}

/** `-EncodedCommand`: UTF-16 in base64. Null when it is none. */
export function decodeCommand(text: string): string | null {
  if (!/^[A-Za-z0-9+/=\s]+$/.test(text) || text.length > MAX_ENCODED) return null;
  return Buffer.from(text, 'base64').toString('utf16le').replaceAll('\0', '');
}

/** A list of numbers as bytes. */
function bytesOf(value: Value): string | null {
  const numbers = itemsOf(value).map(numberOf);
  if (numbers.some((number) => number === null || number < 0 || number > 255)) return null;
  return numbers.map((number) => String.fromCharCode(number ?? 0)).join('');
}

function isBytes(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) > 255) return false;
  return true;
}
