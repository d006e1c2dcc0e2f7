// What counts as the memory of what is stored.
import { describe, expect, it } from '@jest/globals';
import { datasetBytes } from './redis-store.ts';

describe('datasetBytes', () => {
  it('is used_memory without the buffers of connections', () => {
    const info = '# Memory\r\nused_memory:1500000\r\nused_memory_human:1.43M\r\nmem_clients_normal:99999\r\n';
    expect(datasetBytes(info, [{ totMem: 30_000 }, { totMem: 10_000 }])).toBe(1_460_000);
  });
});
