// A server that does nothing but answer: as fast as HTTP on this machine gets.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerStarter } from '@authlab/stack';
import type { CannedAnswer } from './canned-answer.ts';

answerStarter(async (question) => {
  const { status, rawHeaders, body } = question as CannedAnswer;
  const server = createServer((_request, response) => {
    response.sendDate = false;
    response.writeHead(status, [...rawHeaders]).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
