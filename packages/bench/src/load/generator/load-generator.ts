// The load generator as the lab sees it: started, given a core of its own where that can be had, and asked for loads.
import { fileURLToPath } from 'node:url';
import type { Stack, Worker } from '@authlab/stack';
import type { Scenario } from '../../scenario/scenario.ts';
import { pinProcess } from '../cores.ts';
import type { AimTask, ClosedLoopTask, GeneratorTask, LoadReport, OpenLoopTask } from './generator-message.ts';

// Through dist, so that it is the same file whether this one runs compiled or inside a test.
const ENTRY = fileURLToPath(new URL('../../../dist/load/generator/generator-process.js', import.meta.url));

export interface GeneratorOptions {
  /** Absent where no core can be set aside. */
  readonly cores?: readonly number[] | undefined;
  readonly signal: AbortSignal;
}

export class LoadGenerator {
  readonly #worker: Worker;
  readonly #signal: AbortSignal;
  /** It has the cores that it was given, and no others. */
  readonly pinned: boolean;

  private constructor(worker: Worker, pinned: boolean, signal: AbortSignal) {
    this.#worker = worker;
    this.#signal = signal;
    this.pinned = pinned;
  }

  /** It ends with the stack. */
  static async start(stack: Stack, { cores, signal }: GeneratorOptions): Promise<LoadGenerator> {
    const worker = await stack.worker({ entry: ENTRY, name: 'load-generator' });
    return new LoadGenerator(worker, await pinProcess(worker.pid, cores), signal);
  }

  /** Loads go to this server from now on, over new connections. */
  async aim(task: Omit<AimTask, 'task'>): Promise<void> {
    await this.#do({ task: 'aim', ...task });
  }

  /** Sends what the scenario says when it says so, however slow the answers are. Its users are those of the aim. */
  async openLoop(scenario: Scenario, pacing: OpenLoopTask['pacing'] = 'spin'): Promise<LoadReport> {
    return await this.#do<LoadReport>({ task: 'open-loop', scenario, pacing });
  }

  /** As many requests as the server answers. */
  async closedLoop(task: Omit<ClosedLoopTask, 'task'>): Promise<LoadReport> {
    return await this.#do<LoadReport>({ task: 'closed-loop', ...task });
  }

  async #do<Answer>(task: GeneratorTask): Promise<Answer> {
    return await this.#worker.ask<Answer>(task, this.#signal);
  }
}
