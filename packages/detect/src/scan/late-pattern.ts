/**
 * A pattern that is compiled when it is first asked for, and then stays. For patterns with classes of Unicode: each takes
 * a tenth of a millisecond or more, and of one that is written as a literal the engine looks up every class already when
 * it reads the file, wherever in it the literal stands.
 */
export function latePattern(source: string, flags: string): () => RegExp {
  let compiled: RegExp | undefined;
  return () => {
    compiled ??= new RegExp(source, flags);
    return compiled;
  };
}
