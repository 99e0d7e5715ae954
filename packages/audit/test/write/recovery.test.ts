import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { journalPlace, type JournalPlace } from '../support/journal-place.js';
import { event } from '../support/records.js';
import { rejected, thrown } from '../support/thrown.js';

const filled = async (...names: string[]): Promise<JournalPlace> => {
  const place = journalPlace();
  const journal = place.open();
  for (const name of names) await journal.append(event(name));
  await journal.close();
  return place;
};
const names = (place: JournalPlace): unknown[] => place.records().flatMap(({ name }) => name ?? []);
/** The bytes a writer leaves that dies while it writes a batch of `bytes` more. */
const tornBatch = async (place: JournalPlace, bytes: number): Promise<{ before: Buffer; torn: Buffer }> => {
  const before = place.bytes();
  const anchor = readFileSync(place.anchorFile);
  const journal = place.open();
  await journal.append(event('torn', 'x'.repeat(300)));
  await journal.close();
  const torn = place.bytes().subarray(before.length, before.length + bytes);
  place.write(Buffer.concat([before, torn]));
  writeFileSync(place.anchorFile, anchor);
  return { before, torn };
};

describe('a write that was cut short', () => {
  it.each([1, 80, 300, 500, 700])(
    'is set aside when %i bytes of it are there, and that is recorded',
    async (bytes) => {
      const place = await filled('a', 'b');
      const { before, torn } = await tornBatch(place, bytes);
      expect(place.open().verify()).toMatchObject({
        status: 'truncated',
        reason: 'uncommitted',
        firstMissing: 5,
      });

      const clock = { now: () => 1_800_000_000_000, monotonic: () => 0 };
      const journal = place.open({ clock });
      const { seq } = await journal.append(event('c'));
      expect(seq).toBe(6);
      expect(place.bytes().subarray(0, before.length)).toEqual(before);
      const [kept = ''] = readdirSync(join(place.dir, 'torn'));
      expect(readFileSync(join(place.dir, 'torn', kept))).toEqual(torn);
      expect(names(place)).toEqual(['a', 'b', 'recovery', 'c']);
      expect(place.records()[5]).toMatchObject({
        at: 1_800_000_000_000,
        data: { bytes, keptAs: `torn/${kept}`, afterRecord: 4 },
      });
      expect(journal.verify().status).toBe('ok');
    },
  );

  it('is set aside when it was the very first one', async () => {
    const place = await filled('a');
    const bytes = place.bytes();
    rmSync(place.anchorFile);
    for (const cut of [1, 100, 400, bytes.length - 1]) {
      place.write(bytes.subarray(0, cut));
      const journal = place.open();
      await journal.append(event('again'));
      expect(names(place)).toEqual(['recovery', 'again']);
      expect(place.records()[0]).toMatchObject({ kind: 'genesis' });
      expect(journal.verify().status).toBe('ok');
      await journal.close();
      rmSync(place.anchorFile);
    }
    expect(readdirSync(join(place.dir, 'torn'))).toHaveLength(4);
  });

  it('is set aside when another process died in it while this one had the journal open', async () => {
    const place = await filled('a');
    const journal = place.open();
    await journal.append(event('b'));
    await tornBatch(place, 200);
    await journal.append(event('c'));
    expect(names(place)).toEqual(['a', 'b', 'recovery', 'c']);
    expect(journal.verify().status).toBe('ok');
  });

  it('that the power left as zeros is set aside too', async () => {
    const place = await filled('a');
    place.write(Buffer.concat([place.bytes(), Buffer.alloc(4096)]));
    const journal = place.open();
    await journal.append(event('b'));
    expect(names(place)).toEqual(['a', 'recovery', 'b']);
  });
});

describe('a journal that was tampered with', () => {
  const refuses = async (place: JournalPlace): Promise<string> => {
    const before = existsSync(place.file) ? place.bytes() : null;
    const journal = place.open();
    const { message } = thrown('TAMPERED', () => journal.appendSync(event('no')));
    await rejected('TAMPERED', journal.append(event('no')));
    expect(existsSync(place.file) ? place.bytes() : null).toEqual(before);
    expect(existsSync(join(place.dir, 'torn'))).toBe(false);
    expect(journal.verify().exitCode).toBeGreaterThan(1);
    expect(journal.query()).toEqual([]);
    return message;
  };
  const change = (place: JournalPlace, line: number): void => {
    const lines = place.lines();
    place.write(`${lines.with(line, lines[line]?.replace('"data":null', '"data":1234') ?? '').join('\n')}\n`);
  };

  it('takes nothing more, is left as it is, and the record is named', async () => {
    const place = await filled('a', 'b', 'c');
    change(place, 3);
    expect(await refuses(place)).toContain('record 3 (line 4, byte ');
  });

  it('is known by a signed checkpoint after the damage, without an anchor too', async () => {
    const place = await filled('a', 'b', 'c');
    change(place, 3);
    rmSync(place.anchorFile);
    expect(await refuses(place)).toContain('record 3');
  });

  it('is known when its first line is damaged and no anchor says whose it is', async () => {
    const place = await filled('a', 'b');
    rmSync(place.anchorFile);
    place.write(place.bytes().toString().replace('"genesis"', '"Genesis"'));
    expect(await refuses(place)).toContain('record 0');
  });

  it('is known when its last batch is damaged, by the anchor', async () => {
    const place = await filled('a', 'b');
    change(place, 3);
    expect(await refuses(place)).toContain('record 3');
  });

  it('is known when its end was cut off, by the anchor', async () => {
    const place = await filled('a', 'b');
    place.write(`${place.lines().slice(0, 3).join('\n')}\n`);
    const message = await refuses(place);
    expect(message).toContain('ends after 3 committed records, but once held 5');
    expect(message).toContain(place.anchorFile);
  });

  it('is known when the file is gone, until its anchor is removed on purpose', async () => {
    const place = await filled('a');
    rmSync(place.dir, { recursive: true });
    expect(await refuses(place)).toContain('It is gone, but once held 3 records');
    rmSync(place.anchorFile);
    place.open().appendSync(event('fresh start'));
    expect(names(place)).toEqual(['fresh start']);
  });

  it('is known when another genuine journal was put in its place', async () => {
    const [place, other] = [await filled('a'), await filled('b')];
    place.write(other.bytes());
    expect(await refuses(place)).toContain('record 0');
  });

  it('is known when its first line names another key than was made for it', async () => {
    const [place, other] = [await filled('a'), await filled('b')];
    rmSync(place.anchorFile);
    const id = String(place.records()[0]?.['journal']);
    const key = readFileSync(join(other.keyDir, `${String(other.records()[0]?.['journal'])}.key`));
    writeFileSync(join(place.keyDir, `${id}.key`), key);
    const message = thrown('TAMPERED', () => place.open().appendSync(event('no'))).message;
    expect(message).toContain('another key');
  });

  it('is known when it is changed or cut by another hand while it is open', async () => {
    const place = await filled('a');
    const journal = place.open();
    await journal.append(event('b'));
    const bytes = place.bytes();
    place.write(bytes.subarray(0, bytes.length - 10));
    await rejected('TAMPERED', journal.append(event('c')));
    await rejected('TAMPERED', journal.append(event('d')));

    const grown = await filled('a');
    const writer = grown.open();
    await writer.append(event('b'));
    const [, , checkpoint = ''] = grown.lines();
    grown.write(`${grown.lines().join('\n')}\n${checkpoint}\n`);
    await rejected('TAMPERED', writer.append(event('c')));
  });
});

describe('a journal that cannot be used', () => {
  it('was written by a newer version: it is named and left alone', async () => {
    const place = await filled('a');
    const [first = ''] = place.lines();
    place.write(`${first.replace('"format":1', '"format":2')}\n`);
    rmSync(place.anchorFile);
    expect(thrown('STATE_UNAVAILABLE', () => place.open().appendSync(event('b'))).message).toContain(
      'format 2',
    );
    expect(place.open().verify()).toMatchObject({ status: 'unchecked', exitCode: 1 });
    expect(place.lines()).toHaveLength(1);
  });

  it('has lost its key: nothing is appended, reading still works', async () => {
    const place = await filled('a');
    for (const name of readdirSync(place.keyDir)) if (name.endsWith('.key')) rmSync(join(place.keyDir, name));
    expect(thrown('STATE_UNAVAILABLE', () => place.open().appendSync(event('b'))).message).toContain(
      place.keyDir,
    );
    expect(place.open().verify().status).toBe('ok');
  });

  it('vanished while it was open: appending fails, also after that', async () => {
    const place = await filled('a');
    const journal = place.open();
    await journal.append(event('b'));
    rmSync(place.dir, { recursive: true });
    const error = await rejected('STATE_UNAVAILABLE', journal.append(event('c')));
    expect(error.message).toContain('was removed or replaced');
    thrown('STATE_UNAVAILABLE', () => journal.appendSync(event('d')));
    expect(existsSync(place.dir)).toBe(false);
    expect(journal.verify()).toMatchObject({ status: 'truncated', firstMissing: 0 });
    await journal.close();
  });

  it('lies where no folder can be made: a clear error, and it works once it can', () => {
    const place = journalPlace();
    writeFileSync(place.dir, 'a file where the folder should be');
    const journal = place.open();
    expect(thrown('STATE_UNAVAILABLE', () => journal.appendSync(event('a'))).message).toContain(place.dir);
    expect(() => journal.query()).toThrow();
    rmSync(place.dir);
    journal.appendSync(event('a'));
    expect(journal.verify().status).toBe('ok');
  });

  it('has a key folder that cannot be made: a clear error, nothing half-written', () => {
    const place = journalPlace();
    writeFileSync(place.keyDir, 'a file where the folder should be');
    thrown('STATE_UNAVAILABLE', () => place.open().appendSync(event('a')));
    expect(existsSync(place.file)).toBe(false);
    const anchorDir = join(place.root, 'anchors');
    thrown('STATE_UNAVAILABLE', () => place.open({ anchorDir }).appendSync(event('a')));
    expect(place.bytes()).toHaveLength(0);
  });

  it('has an anchor that cannot be read: it is kept aside, and the journal says so', async () => {
    const place = await filled('a');
    writeFileSync(place.anchorFile, '{"head":');
    expect(place.open().verify()).toMatchObject({ status: 'unchecked', exitCode: 1 });
    place.open().appendSync(event('b'));
    expect(names(place)).toEqual(['a', 'anchor-unreadable', 'b']);
    const { keptAs } = (place.records()[3] ?? {})['data'] as { keptAs: string };
    expect(readFileSync(keptAs, 'utf8')).toBe('{"head":');
    expect(place.open().verify().status).toBe('ok');
  });

  it('has an anchor that was just made when the power went: it is written anew', async () => {
    const place = await filled('a');
    writeFileSync(place.anchorFile, '');
    place.open().appendSync(event('b'));
    expect(place.open().verify()).toMatchObject({ status: 'ok', levels: { anchor: 'holds' } });
  });

  it('has a folder where its anchor should be: that is kept aside too', async () => {
    const place = await filled('a');
    rmSync(place.anchorFile);
    mkdirSync(place.anchorFile);
    place.open().appendSync(event('b'));
    expect(names(place)).toEqual(['a', 'anchor-unreadable', 'b']);
  });
});
