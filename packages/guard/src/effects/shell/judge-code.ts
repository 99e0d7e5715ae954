import type { Evidence } from '@sentinel-agentos/core';
import { shape, type EffectShape } from '../effect-shape.js';
import { UNKNOWN } from '../paths/locate.js';
import { altered, isKnown, Taint, type Data } from './data.js';
import { isDiverted, type Shell } from './shell-state.js';

const FROM_NETWORK = shape('code.exec', 'host', 'hard', 'critical');
const HIDDEN = shape('code.exec', 'workspace', 'hard', 'sensitive');
const GENERATED = shape('code.exec', 'workspace', 'hard', 'normal');

/** A command that the environment names from outside of this call. */
const NAMED_OUTSIDE = shape('process.spawn', 'workspace', 'hard', 'normal');
/** The publisher of a toolchain installs it: what it would be trusted with anyway. */
const INSTALLER = shape('pkg.install', 'host', 'easy', 'normal');
/** Target of what such an installer does. */
export const PUBLISHED_INSTALLER = 'installer of its publisher';

/** Judges text that is about to run as code of any language by where it came from and how much of it is known. */
export function judgeOrigin(text: Data, shell: Shell, evidence: Evidence): void {
  const { sink } = shell.reading;
  const taint = isDiverted(shell) ? altered(text.taint) : text.taint;
  if ((taint & Taint.published) !== 0 && (taint & (Taint.download | Taint.decoded)) === 0) {
    sink.effect(INSTALLER, PUBLISHED_INSTALLER, evidence);
    return;
  }
  if ((taint & Taint.download) !== 0) {
    sink.finding('flow.download-to-shell', evidence);
    sink.effect(FROM_NETWORK, '', evidence);
    return;
  }
  // Even where the decoded text is known: whoever hides what runs does not want it to be seen.
  if ((text.taint & Taint.decoded) !== 0) {
    sink.finding('flow.decoded-to-shell', evidence);
    sink.effect(HIDDEN, '', evidence);
  } else if (!isKnown(text.text) && text.text.replaceAll(UNKNOWN, '').trim() === '') {
    sink.effect(unreadCode(taint), '', evidence);
  }
}

function unreadCode(taint: number): EffectShape {
  if (taint === Taint.unset) return NAMED_OUTSIDE;
  return (taint & Taint.file) === 0 ? GENERATED : HIDDEN;
}
