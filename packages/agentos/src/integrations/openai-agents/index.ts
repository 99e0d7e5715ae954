export { frameworkApprovals } from '../framework-approvals.js';
export type { FrameworkApprovals } from '../framework-approvals.js';
export { guardToolOptions } from './guard-tool-options.js';
export { guardTools } from './guard-tools.js';
export type { GuardAgentToolsOptions } from './run-of-agents.js';
export type { GuardToolsOptions, ToolGuard } from '../guarded-call.js';
