/** Makes identifiers of calls: unique in the workspace, safe as a file name. */
export interface Ids {
  next(): string;
}
