/** The call that a snapshot goes back to: undos of undos are numbered after it, so that ids don't grow. */
export function callIdOf(id: string): string {
  return id.replace(/(?:\.undo(?:-\d+)?)+$/, '');
}

/** An id for the snapshot that an undo of `id` takes first. */
export function undoIdOf(id: string, taken: ReadonlySet<string>): string {
  const first = `${callIdOf(id)}.undo`;
  let free = first;
  for (let count = 2; taken.has(free); count += 1) free = `${first}-${count}`;
  return free;
}
