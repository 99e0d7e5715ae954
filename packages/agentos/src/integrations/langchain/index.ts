export { guardTools } from './guard-tools.js';
export type { GuardToolsOptions, ToolGuard } from '../guarded-call.js';
