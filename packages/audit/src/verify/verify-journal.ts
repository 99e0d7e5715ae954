import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Anchor } from '../anchor/anchor.js';
import { journalOf } from '../format/genesis.js';
import { FIRST_SEGMENT } from '../format/segment-name.js';
import { parseVerifierKey, type VerifierKey } from '../format/signed-note.js';
import { assess } from '../read/assess.js';
import { chainsOf, type Chain } from '../read/chains.js';
import type { Head } from '../read/head.js';
import { startPosition } from '../read/position.js';
import { segmentFiles } from '../read/segment-files.js';
import { chainReport, gone, unchecked } from './chain-report.js';
import { joinReports } from './join-reports.js';
import type { ChainReport, Progress, VerifyReport } from './report.js';
import { witnessedHeads, type Witnesses } from './witnessed-heads.js';

/** What to verify, and what to hold it against. */
export interface VerifyOptions {
  /** Folder of the journal. It is only read. */
  readonly dir: string;
  /**
   * Trusted verifier key, as `<name>+<id>+<base64>`: the one that the first record introduces (`genesis` of every
   * anchor), or that of any later segment (`key` of an anchor). It must have signed a checkpoint, and the keys
   * before and after it must follow from one another. Without it the journal is held against its own key only.
   */
  readonly publicKey?: string;
  /** A head that was noted outside of the journal. Without one a journal cut off at a checkpoint looks whole. */
  readonly anchor?: Anchor;
  /** The same, any number of them, from any sinks. Each must be met. */
  readonly anchors?: readonly Anchor[];
  readonly witnesses?: Witnesses;
  /** Told from time to time how far it is, and at the end of each chain. What it throws ends the verification. */
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Checks a journal offline, over all its files: every link, number, file and root, the keys, the signatures over all
 * of it, and whatever of `publicKey`, anchors and witnesses is given. Reads each file once, in constant memory, and
 * again only to name a bad record. Takes no lock and writes nothing. Where a new chain was begun after damage, both
 * are verified, and the worse result is the result.
 *
 * Never throws for what stands in the folder: a journal that cannot be read is `unchecked`. All bytes of it
 * are taken for an attacker's.
 */
export function verifyJournal(options: VerifyOptions): VerifyReport {
  const { dir, publicKey, anchor, anchors = [], witnesses } = options;
  const key = publicKey === undefined ? null : parseVerifierKey(publicKey);
  if (publicKey !== undefined && key === null)
    return unchecked(`The public key ${JSON.stringify(publicKey)} is none.`);
  const witnessed = witnesses === undefined ? [] : witnessedHeads(witnesses);
  if (typeof witnessed === 'string') return unchecked(witnessed);
  const heads: readonly Head[] = [...(anchor === undefined ? [] : [anchor]), ...anchors, ...witnessed];
  const isWitnessed = (head: Head): boolean => witnessed.includes(head);
  const path = join(dir, FIRST_SEGMENT);
  try {
    const files = segmentFiles(dir);
    const chains = chainsOf(files);
    const [newest] = heads.toSorted((a, b) => b.size - a.size);
    if (chains.length === 0) {
      return newest === undefined
        ? unchecked(`There is no journal at ${path}.`)
        : gone(path, newest, isWitnessed(newest));
    }
    const { onProgress } = options;
    const totalBytes = files.reduce((sum, file) => sum + statSync(file.path).size, 0);
    const done = { records: 0, bytes: 0 };
    const reports = chains.map((chain, at): ChainReport => {
      const own = heads.filter((head) => chainOf(head, chains) === at).sort((a, b) => a.size - b.size);
      const ownKey = key !== null && keyChain(key, chains) === at ? key : null;
      let read = { records: 0, bytes: 0 };
      const found = assess(chain.files, startPosition(chain.first), {
        key: ownKey,
        heads: own,
        chain: chain.first,
        doubtfulTail: 'tampered',
        ...(onProgress === undefined
          ? {}
          : {
              onProgress: (records: number, bytes: number) => {
                read = { records, bytes };
                onProgress({ records: done.records + records, bytes: done.bytes + bytes, totalBytes });
              },
            }),
      });
      done.records += read.records;
      done.bytes += read.bytes;
      const name = chain.files[0]?.path ?? path;
      const against = { hasKey: ownKey !== null, heads: own, isWitnessed };
      return { segment: chain.first, report: chainReport(name, found, against) };
    });
    const lost = heads.find((head) => chainOf(head, chains) === -1);
    return joinReports(reports, chains, lost === undefined ? null : gone(path, lost, isWitnessed(lost)));
  } catch (error) {
    return unchecked(error instanceof Error ? error.message : String(error));
  }
}

/**
 * The chain that a head belongs to: the one with its name, or else the one that the next chain says had it. A head
 * that no chain knows of is held against the first. -1: of the chain it belongs to nothing is left.
 */
function chainOf({ journal }: Head, chains: readonly Chain[]): number {
  const own = chains.findIndex((chain) => chain.journal === journal);
  if (own >= 0) return own;
  const successor = chains.findIndex(({ damaged }) => damaged?.journal === journal);
  return successor >= 0 ? successor - 1 : 0;
}

function keyChain({ name }: VerifierKey, chains: readonly Chain[]): number {
  return Math.max(
    0,
    chains.findIndex(({ journal }) => journal !== null && journal === journalOf(name)),
  );
}
