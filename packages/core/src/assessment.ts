/** Scores of one call, 0–100. Null where there is no evidence. */
export interface Assessment {
  readonly preExec: number | null;
  readonly runtime: number | null;
  readonly postExec: number | null;
  readonly overall: number | null;
}
