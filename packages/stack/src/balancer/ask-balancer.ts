// One question to HAProxy on its admin socket.
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

const TIMEOUT_MS = 2000;

/**
 * @param command one line, as the management guide of HAProxy lists them
 * @returns what it answers, trimmed
 * @throws the error of the operating system when nobody listens, or the answer takes too long
 */
export const askBalancer = async (socketPath: string, command: string): Promise<string> => {
  const socket = connect(socketPath);
  socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error(`no answer within ${TIMEOUT_MS} ms`)));
  socket.write(`${command}\n`);
  return (await text(socket)).trim();
};
