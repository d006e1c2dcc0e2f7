// In which of a Cluster's slots a key lies: node-redis knows it and does not tell.

const SLOTS = 16_384;
const POLYNOMIAL = 0x10_21;
const TOP_BIT = 0x80_00;
const TAG = /\{(?<tag>[^}]+)\}/u;

/** CRC16 (XMODEM) of what stands in the first braces, as the Redis Cluster specification has it; for keys with such a tag. */
export const hashSlot = (key: string): number => {
  const tag = TAG.exec(key)?.groups?.['tag'];
  if (tag === undefined) throw new TypeError('every key of ours has a tag');
  return Buffer.from(tag).reduce(withByte, 0) % SLOTS;
};

const withByte = (crc: number, byte: number): number => {
  let next = crc ^ (byte << 8);
  for (let bit = 0; bit < 8; bit += 1) next = (next & TOP_BIT) === 0 ? next << 1 : (next << 1) ^ POLYNOMIAL;
  return next & 0xff_ff;
};
