import { shape } from '../effect-shape.js';
import type { PathEffect } from './path-effects.js';

const LIST =
  /^\/etc\/(?:apt\/(?:sources\.list|apt\.conf)(?:\.d\/.*)?|yum\.repos\.d\/.*|yum\.conf|dnf\/dnf\.conf|zypp\/.*|pacman\.conf|pacman\.d\/.*)$/;
/** Packages from there are installed, with all rights, whoever has made them. */
const UNSIGNED =
  /\btrusted\s{0,9}=\s{0,9}yes\b|\ballow-insecure\s{0,9}=\s{0,9}yes\b|\bAllow(?:Unauthenticated|InsecureRepositories)\b\s{0,9}"?(?:true|1|yes)|\bgpgcheck\s{0,9}=\s{0,9}(?:0|false|no)\b|\bSigLevel\s{0,9}=\s{0,9}Never\b/i;
const TRUSTED_UNSEEN: PathEffect = { shape: shape('pkg.install', 'host', 'partial', 'normal') };

/** What a text in the lists of a package manager means, where it ends the check of who has made a package. */
export function unsignedList(path: string, text: string): PathEffect | null {
  return LIST.test(path) && UNSIGNED.test(text.slice(0, 16 * 1024)) ? TRUSTED_UNSEEN : null;
}
