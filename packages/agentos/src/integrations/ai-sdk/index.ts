export { frameworkApprovals } from '../framework-approvals.js';
export type { FrameworkApprovals } from '../framework-approvals.js';
export { guardTools } from './guard-tools.js';
export type { GuardAiToolsOptions } from './guard-tools.js';
export type { GuardToolsOptions, ToolGuard } from '../guarded-call.js';
