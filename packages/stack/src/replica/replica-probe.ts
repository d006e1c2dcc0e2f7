// Preloaded into each replica: answers readings of its usage, and ends it when its starter is gone.
import { performance } from 'node:perf_hooks';
import type { ReplicaUsage, UsageAnswer, UsageRequest } from './probe-message.ts';

/** How long a replica may drain once its starter is gone. */
const DRAIN_MS = 2000;

const attach = (): void => {
  process.on('message', answer);
  process.once('disconnect', endWithStarter);
  // After SIGTERM the API must end by itself: a channel that holds the process open would hide a leak as a hang.
  process.channel?.unref();
  // The starter may have died while this process was loading.
  if (!process.connected) endWithStarter();
};

const answer = ({ type, id, collect = false }: UsageRequest): void => {
  if (type !== 'usage') return;
  const canAnswer = !collect || collectGarbage();
  const message: UsageAnswer = { type, id, ...(canAnswer ? { usage: readUsage() } : {}) };
  process.send?.(message, undefined, undefined, () => undefined);
};

/** Twice: what the first pass finalises only the second one frees. */
const collectGarbage = (): boolean => {
  const { gc } = globalThis;
  gc?.();
  gc?.();
  return gc !== undefined;
};

const readUsage = (): ReplicaUsage => {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  const { active, idle, utilization } = performance.eventLoopUtilization();
  return {
    cpuUserUs: user,
    cpuSystemUs: system,
    rssBytes: rss,
    heapUsedBytes: heapUsed,
    eventLoopActiveMs: active,
    eventLoopIdleMs: idle,
    eventLoopUtilization: utilization,
  };
};

const endWithStarter = (): void => {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), DRAIN_MS).unref();
  process.kill(process.pid, 'SIGTERM');
};

attach();
