// A program that is not ours and fills a core: the lab must notice.
import { performance } from 'node:perf_hooks';

const BURST_MS = 20;

const spin = (): void => {
  const endMs = performance.now() + BURST_MS;
  while (performance.now() < endMs);
  setImmediate(spin);
};

process.stdout.write(`${JSON.stringify({ event: 'ready', port: 1, managementPort: 1 })}\n`);
process.on('SIGTERM', () => process.exit(0));
spin();
