import { chooseBackend } from 'sentinel-agentos';
import type { Doctor } from 'sentinel-agentos';
import { EXIT } from '../command.js';
import { readOptions } from '../read-options.js';
import { shownJson } from '../shown-text.js';
import type { Run } from '../command.js';

const MARKS = { ok: '+', warning: '!', missing: '-' } as const;

/** Says what this machine has for a sandbox, and what it lacks. Starts nothing. */
export const sandboxDoctor: Run = async ({ args, terminal, language }) => {
  const { values, switches } = readOptions(args, ['image'], ['json']);
  const image = values['image'];
  const doctors = await chooseBackend(image === undefined ? {} : { image }).probe();
  const isText = terminal.isWatched && !switches.has('json');
  terminal.out(isText ? doctors.map((doctor) => shown(doctor, language)).join('\n') : shownJson(doctors));
  return doctors.some(({ available }) => available) ? EXIT.ok : EXIT.denied;
};

function shown({ backend, available, findings }: Doctor, language: 'en' | 'zh'): string {
  const word = { en: available ? 'available' : 'not available', zh: available ? '可用' : '不可用' };
  const lines = findings.flatMap(({ level, what, fix }) => [
    `  ${MARKS[level]} ${what[language]}`,
    ...(fix === undefined ? [] : [`    ${fix[language]}`]),
  ]);
  return [`${backend}: ${word[language]}`, ...lines].join('\n');
}
