import { existsSync } from 'node:fs';
import { locateState, prepareState } from 'sentinel-agentos';
import { EXIT, UsageError } from '../command.js';
import { initText, initQuestion } from '../init-text.js';
import { keepOrMake } from '../keep-or-make.js';
import { readOptions } from '../read-options.js';
import { shownJson } from '../shown-text.js';
import { STARTING_RULES } from '../starting-rules.js';
import type { InitDone } from '../init-text.js';
import type { Run } from '../command.js';

/** Prepares a workspace for guarded agents. What is there stays as it is, byte for byte. */
export const init: Run = async (input) => {
  const { switches } = readOptions(input.args, [], ['yes', 'json']);
  const { terminal, workspaceRoot, language } = input;
  const isText = terminal.isWatched && !switches.has('json');
  const folders = locateState({ workspaceRoot });
  if (isText && !switches.has('yes')) {
    const answer = await terminal.ask(initQuestion(folders, language), new AbortController().signal);
    if (answer !== null && !/^(?:|y|yes)$/i.test(answer.trim())) {
      throw new UsageError({ en: 'nothing was changed', zh: '未作任何更改' }[language], EXIT.denied);
    }
  }
  const state = existsSync(folders.state) ? 'kept' : 'made';
  prepareState(folders);
  const rules = keepOrMake(folders.rulesFile, STARTING_RULES);
  const done: InitDone = { workspaceRoot: folders.workspaceRoot, state, rules };
  terminal.out(isText ? initText(done, language) : shownJson(done));
  return EXIT.ok;
};
