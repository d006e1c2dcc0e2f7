// The worker's side: answers the questions of whoever started this process, and ends with it.
import type { WorkerAnswer, WorkerQuestion } from './worker-message.ts';

/**
 * Call it once, at the end of the script that `stack.worker` runs.
 *
 * @param answerTo its result goes back; what it throws fails the question, not the process
 */
export const answerStarter = (answerTo: (question: unknown) => unknown): void => {
  process.on('message', (message: WorkerQuestion) => void answer(message, answerTo));
  process.once('disconnect', () => process.exit());
  // The starter may have died while this process was loading.
  if (!process.connected) process.exit();
};

const answer = async ({ id, question }: WorkerQuestion, answerTo: (question: unknown) => unknown): Promise<void> => {
  try {
    tell({ id, state: 'answered', answer: await answerTo(question) });
  } catch (error) {
    tell({ id, state: 'failed', reason: String(error) });
  }
};

const tell = (message: WorkerAnswer): void => {
  process.send?.(message, undefined, undefined, () => undefined);
};
