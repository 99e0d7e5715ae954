export { answerEvent } from './answer-event.js';
export type { BegunCalls, HookOptions, HookOutput } from './answer-event.js';
export { callsOnDisk } from './calls-on-disk.js';
export { claudeOwnPaths } from './own-paths.js';
export { readHookEvent } from './hook-event.js';
export type { HookEvent, HookTool } from './hook-event.js';
export { openKeptCalls } from './kept-calls.js';
export type { KeptCalls } from './kept-calls.js';
export { withHooks } from './settings.js';
