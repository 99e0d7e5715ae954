const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** Has `stop` called when this process is asked to end, instead of its ending at once; gives back how to undo that. */
export function onStopSignals(stop: () => void): () => void {
  for (const signal of SIGNALS) process.on(signal, stop);
  return () => {
    for (const signal of SIGNALS) process.off(signal, stop);
  };
}
