import type { Receipt } from 'sentinel-agentos';
import type { Step } from './script.js';

/** Counts what turned out as it must, and says at once what did not. */
export class Expectations {
  #held = 0;
  #failed = 0;

  get failed(): number {
    return this.#failed;
  }

  hold(condition: boolean, otherwise: string): void {
    if (condition) {
      this.#held += 1;
      return;
    }
    this.#failed += 1;
    console.error(`  ✗ not as expected: ${otherwise}`);
  }

  /** Compares a receipt, and how often the tool itself was reached, with what the step expects. */
  checkStep(index: number, { expect, pretends }: Step, receipt: Receipt, toolCalls: number): void {
    const name = `step ${index + 1}`;
    this.hold(receipt.risk === expect.risk, `${name} is ${receipt.risk}, not ${expect.risk}`);
    this.hold(
      receipt.decision.strict === (expect.strict ?? false),
      `${name} is strict: ${receipt.decision.strict}`,
    );
    this.hold(
      receipt.status === expect.status,
      `${name} ${receipt.status}, not ${expect.status}: ${receipt.error ?? receipt.reason ?? ''}`,
    );
    if (expect.verify !== undefined) {
      const { checks = [] } = receipt.verdict ?? {};
      this.hold(
        receipt.verify === expect.verify,
        `${name} verifies as ${receipt.verify}: ${checks.map(({ message }) => message.en).join('; ')}`,
      );
    }
    const rollback = receipt.rollback?.status ?? 'none';
    this.hold(
      rollback === (expect.rolledBack === true ? 'complete' : 'none'),
      `${name} rollback: ${rollback}`,
    );
    const reached = receipt.allowed && pretends === undefined ? 1 : 0;
    this.hold(toolCalls === reached, `${name} reached the tool ${toolCalls} times, not ${reached}`);
    this.hold(receipt.faults.length === 0, `${name} has faults: ${receipt.faults.join('; ')}`);
    if (expect.holds !== undefined) this.hold(expect.holds[0](), `${name}: ${expect.holds[1]}`);
  }

  summary(): string {
    const all = this.#held + this.#failed;
    return this.#failed === 0
      ? `✓ all ${all} expectations held`
      : `✗ ${this.#failed} of ${all} expectations did not hold`;
  }
}
