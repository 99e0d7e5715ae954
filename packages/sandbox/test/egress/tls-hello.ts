/** A ClientHello as bytes, for tests: well made unless the parts say otherwise. */
export interface HelloParts {
  readonly serverName?: string;
  readonly extensions?: readonly (readonly [type: number, content: Buffer])[];
}

function vector(lengthBytes: 1 | 2 | 3, content: Buffer): Buffer {
  const length = Buffer.alloc(lengthBytes);
  length.writeUIntBE(content.length, 0, lengthBytes);
  return Buffer.concat([length, content]);
}

function extension(type: number, content: Buffer): Buffer {
  const head = Buffer.alloc(2);
  head.writeUInt16BE(type);
  return Buffer.concat([head, vector(2, content)]);
}

export function serverNameExtension(...names: readonly string[]): readonly [number, Buffer] {
  const entries = names.map((name) =>
    Buffer.concat([Buffer.from([0]), vector(2, Buffer.from(name, 'latin1'))]),
  );
  return [0, vector(2, Buffer.concat(entries))];
}

/** The handshake message, without a record around it. */
export function helloMessage({ serverName, extensions = [] }: HelloParts): Buffer {
  const all = [...(serverName === undefined ? [] : [serverNameExtension(serverName)]), ...extensions];
  const body = Buffer.concat([
    Buffer.from([3, 3]),
    Buffer.alloc(32, 7),
    vector(1, Buffer.alloc(32, 1)),
    vector(2, Buffer.from([0x13, 0x01])),
    vector(1, Buffer.from([0])),
    vector(2, Buffer.concat(all.map(([type, content]) => extension(type, content)))),
  ]);
  return Buffer.concat([Buffer.from([1]), vector(3, body)]);
}

/** The bytes of a connection: the message in records of at most so many bytes. */
export function inRecords(message: Buffer, size = 16_384, type = 22): Buffer {
  const records: Buffer[] = [];
  for (let at = 0; at < message.length; at += size) {
    records.push(Buffer.concat([Buffer.from([type, 3, 1]), vector(2, message.subarray(at, at + size))]));
  }
  return Buffer.concat(records);
}
