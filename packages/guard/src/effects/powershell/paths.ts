import type { Evidence } from '@sentinel-agentos/core';
import { pathOfWindowsShell } from '../paths/windows-words.js';
import type { PathWord } from '../shell/file-acts.js';
import type { Session } from './session.js';
import { itemsOf, type Value } from './value.js';

/** What a path of PowerShell leads into. */
export type Provider = 'files' | 'registry' | 'session' | 'certificates';

const REGISTRY =
  /^(?:wsman:|hk(?:lm|cu|cr|u|cc|ey_\w+):?(?=[\\/]|$)|(?:microsoft\.powershell\.core\\)?registry::)/i;
const SESSION = /^(?:env|variable|function|alias|temp):/i;
const CERTIFICATES = /^(?:cert|(?:microsoft\.powershell\.security\\)?certificate:):/i;
const FILES = /^(?:microsoft\.powershell\.core\\)?filesystem::/i;

export function providerOf(path: string): Provider {
  if (REGISTRY.test(path)) return 'registry';
  if (SESSION.test(path)) return 'session';
  return CERTIFICATES.test(path) ? 'certificates' : 'files';
}

/** The paths a value names, as the acts on files take them. `literal`: no pattern in it is expanded. */
export function pathsOf(value: Value, session: Session, literal = false): readonly PathWord[] {
  return itemsOf(value)
    .filter((item) => item.text !== '')
    .map((item) => pathWord(item, session, session.evidence, literal));
}

function pathWord(item: Value, session: Session, evidence: Evidence, literal: boolean): PathWord {
  const home = session.shell.reading.world.facts.home;
  const plain = item.text.trim().replace(FILES, '');
  const text = /^~(?=[\\/]|$)/.test(plain) ? home + plain.slice(1) : plain;
  return {
    text: pathOfWindowsShell(text),
    taint: item.taint,
    evidence,
    glob: !literal && /[*?[]/.test(text),
  };
}
