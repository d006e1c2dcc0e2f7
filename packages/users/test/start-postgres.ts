// Gives a test a real PostgreSQL server from a package; however the test ends, nothing stays.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import type { DatabaseServer } from './database-server.ts';

/** Takes some seconds. */
export const startPostgres = async (): Promise<DatabaseServer> => {
  const script = fileURLToPath(new URL('./postgres-supervisor.ts', import.meta.url));
  const supervisor = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(supervisor, 'exit');
  const lines = createInterface({ input: supervisor.stdout })[Symbol.asyncIterator]();
  const first = await lines.next();
  if (first.done === true) throw new Error('The PostgreSQL server of the test did not start.');
  const { url } = JSON.parse(first.value) as { url: string };

  return {
    freshDatabase: async () => {
      const name = `test_${randomUUID().replaceAll('-', '')}`;
      const client = new Client({ connectionString: `${url}/postgres` });
      await client.connect();
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      return `${url}/${name}`;
    },
    stop: async () => {
      supervisor.stdin.end();
      await exited;
    },
  };
};
