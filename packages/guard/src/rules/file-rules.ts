import { isAbsolute, resolve } from 'node:path';
import type { Effect, Finding } from '@sentinel-agentos/core';
import { compileDenyGlob, type GlobBase } from '../matching/path-glob.js';
import { displayText } from '../matching/display-text.js';
import { isWithin } from '../matching/located-path.js';
import type { FileFacts } from '../facts/file-facts.js';

/** Judges the paths that effects touch, as the disk stands while the call is judged. */
export type FileRules = (effects: readonly Effect[], facts: FileFacts) => readonly Finding[];

const TOUCHING: ReadonlySet<string> = new Set([
  'fs.read',
  'fs.write',
  'fs.delete',
  'fs.chmod',
  'secret.read',
]);

/**
 * Compiles the list of files that are neither read nor changed. The globs mean what they mean in `pathDeny`.
 *
 * @throws SentinelError `INVALID_CONFIG` for an empty glob.
 */
export function compileSensitiveFiles(globs: readonly string[], base: GlobBase): FileRules {
  const compiled = globs.map((glob, index) => compileDenyGlob(glob, `sensitiveFiles.${index}`, base));
  return (effects, facts) =>
    compiled.length === 0
      ? []
      : effects.flatMap((effect) => {
          if (!TOUCHING.has(effect.verb)) return [];
          const paths = pathsOf(effect, facts);
          const index = compiled.findIndex((glob) => paths.some((path) => glob.matches(path)));
          if (index < 0) return [];
          return [
            fileFinding(
              effect,
              `rules.sensitiveFiles.${index}`,
              'Sensitive file',
              'must not be read or changed',
              '敏感文件',
              '禁止读写',
            ),
          ];
        });
}

/**
 * Compiles the list of files and folders that are not deleted. A plain path is meant exactly, from the
 * workspace root; deleting a folder that it lies in deletes it too.
 *
 * @throws SentinelError `INVALID_CONFIG` for an empty entry.
 */
export function compileProtectedFiles(entries: readonly string[], base: GlobBase): FileRules {
  const tests = entries.map((entry, index) => {
    const glob = compileDenyGlob(entry, `protectedFiles.${index}`, base);
    if (/[*?[\]{}]/u.test(entry)) return glob.matches;
    const plain = entry.startsWith('~/') ? base.home + entry.slice(1) : entry;
    const places = isAbsolute(plain) ? [plain] : base.roots.map((root) => resolve(root, plain));
    return (path: string, facts: FileFacts): boolean =>
      places.some((place) =>
        isWithin(path, place) ? path.length === place.length : covers(path, place, facts),
      );
  });
  return (effects, facts) =>
    effects.flatMap((effect) => {
      if (effect.verb !== 'fs.delete') return [];
      const paths = pathsOf(effect, facts);
      const index = tests.findIndex((test) => paths.some((path) => test(path, facts)));
      if (index < 0) return [];
      return [
        fileFinding(
          effect,
          `rules.protectedFiles.${index}`,
          'Protected file',
          `must not be deleted (${entries[index]})`,
          '保护文件',
          `禁止删除（${entries[index]}）`,
        ),
      ];
    });
}

/** Whether deleting `path` takes `place` along, or is the same name in another case. */
function covers(path: string, place: string, facts: FileFacts): boolean {
  if (path.toLowerCase() === place.toLowerCase()) return true;
  return isWithin(place, path) && facts.kind(place) !== null;
}

/** An effect's target as it was resolved, and with links followed; none when it is no path. */
export function pathsOf({ target }: Effect, facts: FileFacts): readonly string[] {
  if (!isAbsolute(target)) return [];
  const real = facts.realpath(target);
  return real === target ? [target] : [target, real];
}

function fileFinding(
  effect: Effect,
  rule: string,
  title: string,
  why: string,
  titleZh: string,
  whyZh: string,
): Finding {
  const shown = displayText(effect.target);
  return {
    gate: 'rules',
    rule,
    floor: 'deny',
    field: effect.evidence.param,
    message: { en: `🚫 ${title}: ${shown} — ${why}`, zh: `🚫 ${titleZh}: ${shown} — ${whyZh}` },
    evidence: effect.evidence,
  };
}
