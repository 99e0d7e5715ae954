/** What an agent is measured on. */
export type Dimension = 'preExec' | 'runtime' | 'postExec' | 'satisfaction';

/** Every dimension, in the order of a report. */
export const DIMENSIONS: readonly Dimension[] = ['preExec', 'runtime', 'postExec', 'satisfaction'];

/** Share of each dimension in the overall score, scaled to those that have evidence. */
export const DIMENSION_WEIGHTS: Readonly<Record<Dimension, number>> = {
  preExec: 0.2,
  runtime: 0.25,
  postExec: 0.3,
  satisfaction: 0.25,
};
