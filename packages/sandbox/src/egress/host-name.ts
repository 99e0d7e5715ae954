import { domainToASCII } from 'node:url';

/** What a text that should name a host is. */
export type HostName =
  | { readonly kind: 'name'; readonly name: string }
  /** An IP address in any spelling that some resolver takes: dotted, decimal, octal, hexadecimal, shortened, IPv6. */
  | { readonly kind: 'ip-address' }
  | { readonly kind: 'none' };

/** A host and a port, as far as they could be read. */
export interface Authority {
  readonly host: HostName;
  /** Undefined: none was given. */
  readonly port: number | undefined;
}

const MAX_LENGTH = 253;
const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;
const ASCII_NAME = /^[\w.-]+$/;
/** The rule of the URL standard: a host whose last label is a number is an IPv4 address, or nothing. */
const NUMBER = /^(?:\d+|0x[0-9a-f]*)$/;
const NONE: Authority = { host: { kind: 'none' }, port: undefined };

/** Node hands on the bytes of a head as Latin-1. Those outside ASCII mean UTF-8, where they are UTF-8. */
function fromWire(text: string): string {
  if (!/^[\0-\xff]*$/.test(text)) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'latin1'));
  } catch {
    return text;
  }
}

/** International names in their ASCII form; empty for what is no name. */
function toAscii(text: string): string {
  if (ASCII_NAME.test(text)) return text;
  // ASCII that no name has: the reader of URLs would decode or drop some of it.
  if (/[\0-,/:-@[-^`{-\x7f]/.test(text)) return '';
  return domainToASCII(fromWire(text));
}

/**
 * The normal form of a host name: ASCII, lower case, without the final dot. Never throws, whatever the text: what is
 * no name, or could be taken for an address, is said to be that.
 */
export function readHostName(text: string): HostName {
  if (text.startsWith('[')) return { kind: 'ip-address' };
  if (text.length > 4 * MAX_LENGTH) return { kind: 'none' };
  const name = toAscii(text).toLowerCase().replace(/\.$/, '');
  const labels = name.split('.');
  if (name.length > MAX_LENGTH || !labels.every((label) => LABEL.test(label))) return { kind: 'none' };
  return NUMBER.test(labels.at(-1) ?? '') ? { kind: 'ip-address' } : { kind: 'name', name };
}

/** Reads `host` or `host:port`. Never throws; a port that is none makes the whole none. */
export function readAuthority(text: string): Authority {
  const [whole, host = '', digits] = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(text) ?? [];
  if (whole === undefined)
    return text.split(':').length > 2 ? { ...NONE, host: { kind: 'ip-address' } } : NONE;
  const port = digits === undefined ? undefined : Number(digits);
  if (port !== undefined && (port < 1 || port > 65_535)) return NONE;
  return { host: readHostName(host), port };
}
