// Recognises the line by which a replica says that it accepts requests.
import type { Readable } from 'node:stream';

/** The ports of `{"event":"ready","port":...,"managementPort":...}`. */
export interface ReadyLine {
  readonly port: number;
  readonly managementPort: number;
}

/** @returns undefined for every other line, JSON or not */
export const parseReadyLine = (line: string): ReadyLine | undefined => {
  if (!line.startsWith('{')) return undefined;
  try {
    const { event, port, managementPort } = JSON.parse(line) as Record<string, unknown>;
    return event === 'ready' && isPort(port) && isPort(managementPort) ? { port, managementPort } : undefined;
  } catch {
    return undefined;
  }
};

const isPort = (value: unknown): value is number => Number.isInteger(value) && Number(value) > 0;

/** Reads along, without consuming the stream, until the ready line has come or `waiting` ends. */
export const readyLine = async (stdout: Readable, waiting: AbortSignal): Promise<ReadyLine> =>
  await new Promise((resolve) => {
    let rest = '';
    const onData = (chunk: string): void => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      const ready = lines.map(parseReadyLine).find((line) => line !== undefined);
      if (ready !== undefined) resolve(ready);
    };
    stdout.on('data', onData);
    waiting.addEventListener('abort', () => stdout.off('data', onData), { once: true });
  });
