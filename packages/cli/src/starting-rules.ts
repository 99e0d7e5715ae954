/**
 * The rules file that a workspace begins with. Its lists are empty and add to the built-in ones, which no file takes
 * away; what may stand in them is in the guide.
 */
export const STARTING_RULES: string = `${JSON.stringify(
  { dangerous: [], warning: [], sensitiveFiles: [], protectedFiles: [], schema: [] },
  null,
  2,
)}\n`;
