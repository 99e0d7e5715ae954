/** Why a file is taken to hold a secret. */
export interface CarriedSecret {
  /** The call whose result held the secret, or that read it while it wrote the file. */
  readonly source: string;
  readonly type: string;
}

interface Mark extends CarriedSecret {
  readonly expiresAt: number;
}

/** Files that a session has put a secret in. */
export interface CarryingFiles {
  mark(path: string, secret: CarriedSecret, expiresAt: number): void;
  /** The secret in a file, or in a file below a folder; `null` when none is known there. */
  find(path: string, now: number): CarriedSecret | null;
  readonly bytes: number;
}

const MOST_FILES = 2048;

/** Paths are compared as they are: the guard has resolved them. The file marked longest ago is forgotten first. */
export function createCarryingFiles(): CarryingFiles {
  const marks = new Map<string, Mark>();
  let bytes = 0;

  const forget = (path: string): void => {
    if (marks.delete(path)) bytes -= sizeOf(path);
  };

  return {
    mark(path, { source, type }, expiresAt) {
      forget(path);
      marks.set(path, { source, type, expiresAt });
      bytes += sizeOf(path);
      if (marks.size > MOST_FILES) forget(marks.keys().next().value ?? '');
    },

    find(path, now) {
      const folder = path.endsWith('/') ? path : `${path}/`;
      for (const [file, { source, type, expiresAt }] of marks)
        if (expiresAt > now && (file === path || file.startsWith(folder))) return { source, type };
      return null;
    },

    get bytes() {
      return bytes;
    },
  };
}

function sizeOf(path: string): number {
  return 160 + path.length * 2;
}
