/** What the first bytes of a connection are. */
export type ClientHello =
  | { readonly kind: 'incomplete' }
  /** No TLS, or not as RFC 8446 writes a ClientHello. */
  | { readonly kind: 'not-tls' }
  | {
      readonly kind: 'hello';
      /** Null: it names none. */
      readonly serverName: string | null;
      /** It carries another, encrypted greeting (ECH, ESNI), whose server name cannot be seen. */
      readonly hidden: boolean;
    };

const HANDSHAKE_RECORD = 22;
const CLIENT_HELLO = 1;
const MAX_RECORD = 16_384;
const MAX_RECORDS = 64;
const MAX_HELLO = 16_384;
const SERVER_NAME = 0;
const HOST_NAME = 0;
/** encrypted_client_hello, and the draft that came before it. A greased one looks the same as a real one. */
const HIDING: readonly number[] = [0xfe0d, 0xffce];

const INCOMPLETE: ClientHello = { kind: 'incomplete' };
const NOT_TLS: ClientHello = { kind: 'not-tls' };

/** Thrown inside this file only, where a length points past the end or says what it must not. */
function malformed(): RangeError {
  return new RangeError('malformed');
}

interface Cursor {
  number(bytes: 1 | 2 | 3): number;
  /** The vector whose length stands before it. */
  vector(lengthBytes: 1 | 2 | 3): Uint8Array;
  skip(count: number): void;
  readonly done: boolean;
}

function cursor(bytes: Uint8Array): Cursor {
  let at = 0;
  const take = (count: number): Uint8Array => {
    if (at + count > bytes.length) throw malformed();
    at += count;
    return bytes.subarray(at - count, at);
  };
  const number = (count: 1 | 2 | 3): number => take(count).reduce((value, byte) => value * 256 + byte, 0);
  return {
    number,
    vector: (lengthBytes) => take(number(lengthBytes)),
    skip: (count) => void take(count),
    get done() {
      return at === bytes.length;
    },
  };
}

/** The one host name of a server_name extension (RFC 6066): a list that holds one. */
function readServerName(extension: Uint8Array): string {
  const outer = cursor(extension);
  const names = cursor(outer.vector(2));
  if (!outer.done || names.number(1) !== HOST_NAME) throw malformed();
  const name = names.vector(2);
  if (!names.done || name.length === 0) throw malformed();
  return Buffer.from(name).toString('latin1');
}

function readExtensions(extensions: Uint8Array): ClientHello {
  const seen = new Set<number>();
  let serverName: string | null = null;
  for (const rest = cursor(extensions); !rest.done;) {
    const type = rest.number(2);
    const content = rest.vector(2);
    // A second one could be the one that the server reads.
    if (seen.has(type)) throw malformed();
    seen.add(type);
    if (type === SERVER_NAME) serverName = readServerName(content);
  }
  return { kind: 'hello', serverName, hidden: HIDING.some((type) => seen.has(type)) };
}

function readHello(message: Uint8Array): ClientHello {
  const hello = cursor(message);
  hello.skip(2 + 32); // version, random
  hello.vector(1); // session id
  hello.vector(2); // cipher suites
  hello.vector(1); // compression methods
  if (hello.done) return { kind: 'hello', serverName: null, hidden: false };
  const extensions = hello.vector(2);
  if (!hello.done) throw malformed();
  return readExtensions(extensions);
}

/** The handshake bytes of the leading records. */
function readRecords(bytes: Uint8Array): Uint8Array | 'malformed' {
  const parts: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const [type, major] = [bytes[at], bytes[at + 1]];
    if (type !== HANDSHAKE_RECORD || (major !== undefined && major !== 3)) return 'malformed';
    if (at + 5 > bytes.length) break;
    const length = ((bytes[at + 3] ?? 0) << 8) | (bytes[at + 4] ?? 0);
    if (length === 0 || length > MAX_RECORD || parts.length === MAX_RECORDS) return 'malformed';
    parts.push(bytes.subarray(at + 5, at + 5 + length));
    at += 5 + length;
    if (helloLength(parts) === 'whole') break;
  }
  return parts.length === 1 ? (parts[0] ?? new Uint8Array()) : Buffer.concat(parts);
}

function helloLength(parts: readonly Uint8Array[]): 'whole' | 'part' {
  const have = parts.reduce((sum, part) => sum + part.length, 0);
  if (have < 4) return 'part';
  const head = Buffer.concat(parts, 4);
  return have >= 4 + head.readUIntBE(1, 3) ? 'whole' : 'part';
}

/**
 * Reads the greeting of a TLS client from the first bytes of a connection, however it is cut into records. Looks at
 * no more than 16 KiB of it. Pure; never throws.
 */
export function readClientHello(bytes: Uint8Array): ClientHello {
  const handshake = readRecords(bytes);
  if (handshake === 'malformed') return NOT_TLS;
  if (handshake.length === 0) return INCOMPLETE;
  if (handshake[0] !== CLIENT_HELLO) return NOT_TLS;
  if (handshake.length < 4) return INCOMPLETE;
  const length = Buffer.from(handshake).readUIntBE(1, 3);
  if (length > MAX_HELLO) return NOT_TLS;
  if (handshake.length < 4 + length) return INCOMPLETE;
  // Another message behind it in the same record is none of a client's.
  if (handshake.length > 4 + length) return NOT_TLS;
  try {
    return readHello(handshake.subarray(4));
  } catch {
    return NOT_TLS;
  }
}
