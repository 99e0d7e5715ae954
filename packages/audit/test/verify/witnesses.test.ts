import { generateKeyPairSync, hash, sign, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { verifyJournal } from '../../src/verify/index.js';
import { journalPlace, type JournalPlace } from '../support/journal-place.js';
import { event } from '../support/records.js';

interface Witness {
  readonly name: string;
  readonly id: string;
  readonly key: string;
  readonly privateKey: KeyObject;
}

/** A witness as C2SP tlog-cosignature describes it, made from node:crypto alone. */
function witness(name: string): Witness {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const algorithmAndKey = Buffer.concat([Buffer.from([4]), raw]);
  const id = hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), algorithmAndKey]), 'hex').slice(0, 8);
  return { name, id, key: `${name}+${id}+${algorithmAndKey.toString('base64')}`, privateKey };
}

function cosign(note: string, { name, id, privateKey }: Witness, time = 1_700_000_000n): string {
  const text = note.slice(0, note.indexOf('\n\n') + 1);
  const signature = sign(null, Buffer.from(`cosignature/v1\ntime ${time}\n${text}`), privateKey);
  const stamp = Buffer.alloc(8);
  stamp.writeBigUInt64BE(time);
  const line = Buffer.concat([Buffer.from(id, 'hex'), stamp, signature]).toString('base64');
  return `${note}\u2014 ${name} ${line}\n`;
}

/** The time in the last signature is not the one that was signed. */
function atAnotherTime(note: string): string {
  const at = note.lastIndexOf(' ') + 1;
  const bytes = Buffer.from(note.slice(at).trim(), 'base64');
  bytes[11] = (bytes[11] ?? 0) ^ 1;
  return `${note.slice(0, at)}${bytes.toString('base64')}\n`;
}

const filled = async (): Promise<{ place: JournalPlace; notes: string[] }> => {
  const place = journalPlace();
  const journal = place.open();
  for (const name of ['a', 'b', 'c']) await journal.append(event(name));
  await journal.close();
  return {
    place,
    notes: place.records().flatMap(({ checkpoint }) => (checkpoint as string | undefined) ?? []),
  };
};

describe('checkpoints that witnesses cosigned', () => {
  const [one, two] = [witness('one.example'), witness('two.example')];
  const keys = [one.key, two.key];

  it('are the fourth level: the journal must still have them', async () => {
    const { place, notes } = await filled();
    const checkpoints = [cosign(notes[0] ?? '', one), cosign(cosign(notes[1] ?? '', one), two)];
    expect(verifyJournal({ dir: place.dir, witnesses: { checkpoints, keys } })).toMatchObject({
      status: 'ok',
      levels: { anchor: 'unchecked', witnesses: 'holds' },
    });
    const later = [cosign(notes[2] ?? '', two)];
    place.write(`${place.lines().slice(0, 5).join('\n')}\n`);
    expect(verifyJournal({ dir: place.dir, witnesses: { checkpoints: later, keys } })).toMatchObject({
      status: 'truncated',
      levels: { witnesses: 'broken' },
    });
  });

  it('show another past, also one that was signed with the stolen key', async () => {
    const { place, notes } = await filled();
    const forged = cosign(
      (notes[1] ?? '').replace(/\n[^\n]{44}\n/, `\n${Buffer.alloc(32).toString('base64')}\n`),
      one,
    );
    expect(verifyJournal({ dir: place.dir, witnesses: { checkpoints: [forged], keys } })).toMatchObject({
      status: 'tampered',
      bad: { reason: 'not-anchored' },
      levels: { witnesses: 'broken' },
    });
  });

  it('count only with enough cosignatures of trusted witnesses', async () => {
    const { place, notes } = await filled();
    const level = (checkpoints: string[], quorum?: number): unknown =>
      verifyJournal({
        dir: place.dir,
        witnesses: { checkpoints, keys, ...(quorum === undefined ? {} : { quorum }) },
      }).levels.witnesses;
    const note = notes[2] ?? '';
    expect(level([note])).toBe('unchecked');
    expect(level([cosign(note, witness('one.example'))])).toBe('unchecked');
    expect(level([cosign(note, one)], 2)).toBe('unchecked');
    expect(level([cosign(cosign(note, one), one)], 2)).toBe('unchecked');
    expect(level([cosign(cosign(note, one), two)], 2)).toBe('holds');
    expect(level([atAnotherTime(cosign(note, one))])).toBe('unchecked');
  });

  it.each([
    ['a key that is none', { checkpoints: [], keys: ['x'] }],
    ['a key of another algorithm', { checkpoints: [], keys: [one.key.replace('+B', '+A')] }],
    ['a checkpoint that is none', { checkpoints: ['x'], keys }],
    ['a quorum of nobody', { checkpoints: [], keys, quorum: 0 }],
  ])('are not checked with %s', async (_, witnesses) => {
    const { place } = await filled();
    expect(verifyJournal({ dir: place.dir, witnesses })).toMatchObject({ status: 'unchecked', exitCode: 1 });
  });
});

it('a verification says how far it is', async () => {
  const { place } = await filled();
  const seen: unknown[] = [];
  const bytes = place.bytes().length;
  place.open().verify((progress) => seen.push(progress));
  expect(seen.at(-1)).toEqual({ records: 7, bytes, totalBytes: bytes });
});
