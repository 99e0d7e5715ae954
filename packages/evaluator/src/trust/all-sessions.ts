/**
 * Stands for all sessions of a workspace where a session is halted, resumed or asked about: also those that nobody has
 * seen yet. What all are told and what one is told are kept apart: resuming all leaves one halted that was halted
 * itself, and the other way round. A session that a host gives this name is all of them: where it is halted by itself, so
 * are all.
 */
export const ALL_SESSIONS = '*';
