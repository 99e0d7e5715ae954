import { linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createKeyStore } from '../../src/keys/key-store.js';
import { tempFolder } from '../support/temp-folder.js';
import { thrown } from '../support/thrown.js';

const journal = '0123456789abcdef'.repeat(2);

describe('the key store', () => {
  it('gives back the key it made, and makes a new one for every journal', () => {
    const folder = join(tempFolder(), 'a', 'keys');
    const store = createKeyStore(folder);
    const made = store.create(journal, 0);
    expect(createKeyStore(folder).load(journal, 0).key.text).toBe(made.key.text);
    expect(store.create('f'.repeat(32), 0).key.text).not.toBe(made.key.text);
    expect(readdirSync(folder)).toHaveLength(2);
    const checkpoint = { origin: made.key.name, size: 1, root: '0'.repeat(64) };
    expect(store.load(journal, 0).sign(checkpoint)).toBe(made.sign(checkpoint));
  });

  it('keeps one key an epoch, and destroys those before one', () => {
    const folder = tempFolder();
    const store = createKeyStore(folder);
    const made = [0, 1, 2, 10].map((epoch) => store.create(journal, epoch).key.text);
    const other = store.create('f'.repeat(32), 0).key.text;
    writeFileSync(join(folder, `${journal}.key.bak`), 'not ours');
    expect(store.all(journal).map(({ key }) => key.text)).toEqual(made);
    expect(store.oldest(journal)?.key.text).toBe(made[0]);
    linkSync(join(folder, `${journal}.1.key`), join(folder, 'copy'));
    store.destroyBefore(journal, 2);
    expect(store.all(journal).map(({ key }) => key.text)).toEqual(made.slice(2));
    // Overwritten before it was removed: another name of the same file shows it.
    expect(readFileSync(join(folder, 'copy')).every((byte) => byte === 0)).toBe(true);
    expect(store.oldest('f'.repeat(32))?.key.text).toBe(other);
    store.destroyBefore(journal, 2);
    thrown('STATE_UNAVAILABLE', () => store.load(journal, 1));
  });

  it('does not overwrite what a link in the place of a key leads to', () => {
    const folder = tempFolder();
    const store = createKeyStore(folder);
    writeFileSync(join(folder, 'precious'), 'kept');
    symlinkSync(join(folder, 'precious'), join(folder, `${journal}.key`));
    store.destroyBefore(journal, 1);
    expect(readdirSync(folder)).toEqual(['precious']);
    expect(readFileSync(join(folder, 'precious'), 'utf8')).toBe('kept');
  });

  it('tells a key that is not there from one that cannot be read', () => {
    const folder = tempFolder();
    const store = createKeyStore(folder);
    expect(store.oldest(journal)).toBeNull();
    expect(thrown('STATE_UNAVAILABLE', () => store.load(journal, 0)).message).toContain(folder);
    mkdirSync(join(folder, `${journal}.key`));
    thrown('STATE_UNAVAILABLE', () => store.oldest(journal));
  });

  it.each(['', 'null', '{"seed":5}', '{"seed":"AAAA"}', '{"seed"'])(
    'refuses a key file that holds %j',
    (text) => {
      const folder = tempFolder();
      const path = join(folder, `${journal}.key`);
      writeFileSync(path, text);
      expect(thrown('STATE_UNAVAILABLE', () => createKeyStore(folder).load(journal, 0)).message).toContain(
        path,
      );
      expect(readFileSync(path, 'utf8')).toBe(text);
    },
  );
});
