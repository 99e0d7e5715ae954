#!/usr/bin/env node
import { askAtTerminal } from './ask-at-terminal.js';
import { onStopSignals } from './stop-signals.js';
import { runCli } from './cli.js';

// A reader that has seen enough, such as `head`, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await runCli(process.argv.slice(2), {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
  write: (bytes) => process.stdout.write(bytes),
  input: () => process.stdin,
  streams: () => ({ input: process.stdin, output: process.stdout }),
  onStop: onStopSignals,
  progress: process.stderr.isTTY ? (text) => process.stderr.write(`\r\u001b[K${text}`) : null,
  ask: askAtTerminal,
  isWatched: process.stdout.isTTY,
  // Of NO_COLOR, TERM=dumb and the like Node takes care.
  hasColours: process.stdout.isTTY && process.stdout.hasColors(),
  env: process.env,
  cwd: process.cwd(),
});
