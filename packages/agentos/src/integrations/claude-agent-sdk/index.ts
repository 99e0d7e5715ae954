export { canUseTool } from './can-use-tool.js';
export type {
  AskUser,
  CanUseTool,
  PermissionAnswer,
  PermissionContext,
  PermissionQuestion,
} from './can-use-tool.js';
export { sentinelHooks } from './sentinel-hooks.js';
export type { SentinelHook, SentinelHookMatcher, SentinelHookName, SentinelHooks } from './sentinel-hooks.js';
export type { HookOptions, HookOutput } from '../claude-hooks/answer-event.js';
export type { ToolGuard } from '../guarded-call.js';
