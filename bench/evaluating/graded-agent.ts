import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEvaluator, type AgentProfile, type Grade } from '@sentinel-agentos/evaluator';
import { sampleCall, sampleCompleted } from '@sentinel-agentos/core/testing';
import { createRandom } from '../guarding/random.js';
import { percentile, round } from '../measuring/statistics.js';

/** Agents whose calls go well with a fixed chance, each in a session of its own. */
interface GradedAgents {
  call(session: string, wentWell: boolean): void;
  profile(session: string): AgentProfile;
  close(): void;
}

function createGradedAgents(): GradedAgents {
  const dir = mkdtempSync(join(tmpdir(), 'grade-bench-'));
  const evaluator = createEvaluator({ dir });
  let calls = 0;
  return {
    call(sessionId, wentWell) {
      calls += 1;
      const status = wentWell ? 'pass' : 'fail';
      const message = { en: status, zh: status };
      evaluator.assess(
        sampleCompleted({
          call: sampleCall({ id: `op_${calls}`, sessionId }),
          run: wentWell ? { status: 'succeeded', result: 'done' } : { status: 'timed-out', afterMs: 1000 },
          verdict: { status: wentWell ? 'PASS' : 'FAIL', checks: [{ check: 'outcome', status, message }] },
          context: { userAccepted: wentWell, resultWasUsed: wentWell },
        }),
      );
    },
    profile: (session) => evaluator.getProfile(session),
    close() {
      evaluator.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Grades after so many calls, in percent of the runs; the control grades the same calls by their mean. */
export interface GradeFigures {
  readonly calls: number;
  readonly gradedA: number;
  /** Better than the agent deserves. */
  readonly tooGood: number;
  /** Worse than it deserves: the price of doubt. */
  readonly tooBad: number;
  readonly meanGradedA: number;
  readonly meanTooGood: number;
  readonly meanTooBad: number;
}

const GRADES: readonly Grade[] = ['E', 'D', 'C', 'B', 'A'];

/** Calls that tell what an agent deserves. */
const MANY = 2000;

export function measureGrades(
  chance: number,
  counts: readonly number[],
  { runs, seed }: { readonly runs: number; readonly seed: number },
): { readonly deserved: Grade; readonly figures: readonly GradeFigures[] } {
  const agents = createGradedAgents();
  for (let call = 0; call < MANY; call += 1) agents.call('deserved', call % 10 < chance * 10);
  const deserved = gradeOfMean(agents.profile('deserved'));
  const above = (grade: Grade): number => GRADES.indexOf(grade) - GRADES.indexOf(deserved);
  const figures = counts.map((calls): GradeFigures => {
    const byBound: Grade[] = [];
    const byMean: Grade[] = [];
    for (let run = 0; run < runs; run += 1) {
      const random = createRandom(seed + run);
      const session = `${calls} calls, run ${run}`;
      for (let call = 0; call < calls; call += 1) agents.call(session, random.chance(chance));
      const profile = agents.profile(session);
      byBound.push(profile.grade ?? 'E');
      byMean.push(gradeOfMean(profile));
    }
    const share = (grades: readonly Grade[], counts: (grade: Grade) => boolean): number =>
      round((100 * grades.filter(counts).length) / runs);
    return {
      calls,
      gradedA: share(byBound, (grade) => grade === 'A'),
      tooGood: share(byBound, (grade) => above(grade) > 0),
      tooBad: share(byBound, (grade) => above(grade) < 0),
      meanGradedA: share(byMean, (grade) => grade === 'A'),
      meanTooGood: share(byMean, (grade) => above(grade) > 0),
      meanTooBad: share(byMean, (grade) => above(grade) < 0),
    };
  });
  agents.close();
  return { deserved, figures };
}

/** The grade of a mean score: A from 80, B from 60, C from 40, D from 20. */
function gradeOfMean({ overallScore }: AgentProfile): Grade {
  return GRADES[Math.min(4, Math.floor((overallScore ?? 0) / 20))] ?? 'E';
}

/** Calls from the day an agent gets worse to a grade that is lower than on that day. */
export interface DegradingFigures {
  readonly median: number | null;
  readonly p90: number | null;
  /** Of agents that did not get worse, the percentage whose grade fell in as many calls. */
  readonly fellWithoutReason: number;
}

export function measureDegrading(
  from: number,
  to: number,
  { runs, seed }: { readonly runs: number; readonly seed: number },
): DegradingFigures {
  const agents = createGradedAgents();
  const delaysTo = (chance: number): readonly number[] =>
    Array.from({ length: runs }, (_, run) => {
      const random = createRandom(seed + run);
      const session = `from ${from} to ${chance}, run ${run}`;
      for (let call = 0; call < 100; call += 1) agents.call(session, random.chance(from));
      const before = agents.profile(session).grade ?? 'E';
      for (let call = 1; call <= 50; call += 1) {
        agents.call(session, random.chance(chance));
        if (GRADES.indexOf(agents.profile(session).grade ?? 'E') < GRADES.indexOf(before)) return call;
      }
      return Infinity;
    });
  const delays = delaysTo(to);
  const reasonless = delaysTo(from).filter((delay) => Number.isFinite(delay)).length;
  agents.close();
  const known = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return {
    median: known(percentile(delays, 0.5)),
    p90: known(percentile(delays, 0.9)),
    fellWithoutReason: round((100 * reasonless) / runs),
  };
}
