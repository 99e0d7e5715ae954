import type { Effect } from '../../effect.js';
import type { FileState, RestoredPath, RollbackReport, Snapshot } from '../../snapshot.js';
import type { Snapshotter } from '../../ports/snapshotter.js';
import type { ToolCall } from '../../call.js';

interface Kept {
  readonly before: ReadonlyMap<string, string | null>;
  after: ReadonlyMap<string, string | null> | null;
}

/** A snapshotter over a map of files: path → content. */
export class InMemorySnapshotter implements Snapshotter {
  readonly files: Map<string, string> = new Map();
  readonly #kept = new Map<string, Kept>();

  capture(call: ToolCall, effects: readonly Effect[]): Snapshot | null {
    const targets = effects
      .filter(({ verb }) => verb === 'fs.write' || verb === 'fs.delete')
      .map(({ target }) => target);
    if (targets.length === 0) return null;
    this.#kept.set(call.id, { before: this.#read(targets), after: null });
    const files = targets.map((path) => this.#state(path));
    return { id: call.id, takenAt: 0, files, uncovered: [], git: null };
  }

  settle(snapshot: Snapshot): void {
    const kept = this.#kept.get(snapshot.id);
    if (kept !== undefined) kept.after = this.#read(kept.before.keys());
  }

  restore(snapshot: Snapshot): RollbackReport {
    const kept = this.#kept.get(snapshot.id);
    if (kept === undefined) return { status: 'failed', paths: [] };
    const paths = [...kept.before].map(([path, before]): RestoredPath => {
      const current = this.#content(path);
      if (current === before) return { path, outcome: 'unchanged' };
      if (kept.after !== null && current !== kept.after.get(path)) return { path, outcome: 'conflict' };
      if (before === null) {
        this.files.delete(path);
        return { path, outcome: 'removed' };
      }
      this.files.set(path, before);
      return { path, outcome: 'restored' };
    });
    const conflict = paths.some(({ outcome }) => outcome === 'conflict');
    return { status: conflict ? 'partial' : 'complete', paths };
  }

  #read(paths: Iterable<string>): ReadonlyMap<string, string | null> {
    return new Map([...paths].map((path) => [path, this.#content(path)]));
  }

  #content(path: string): string | null {
    return this.files.get(path) ?? null;
  }

  #state(path: string): FileState {
    const content = this.files.get(path);
    return {
      path,
      kind: content === undefined ? 'absent' : 'file',
      mode: 0o644,
      size: content?.length ?? 0,
      mtimeNs: '0',
      sha256: null,
      linkTarget: null,
    };
  }
}
