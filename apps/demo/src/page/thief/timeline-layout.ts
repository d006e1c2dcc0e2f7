// Where the thief's attempts stand on a timeline, in pixels.
import { THIEF_INTERVAL_MS, type ThiefProbe } from '../../protocol/thief-probe.ts';

export interface TimelineInput {
  readonly probes: readonly ThiefProbe[];
  readonly stolenAtMs: number;
  readonly ackAtMs: number | undefined;
  readonly nowMs: number;
  readonly replicaCount: number;
  readonly widthPx: number;
}

export interface Mark {
  readonly x: number;
  readonly y: number;
  readonly outcome: ThiefProbe['outcome'];
  /** Started after the ack: an accepted one is a stale accept. */
  readonly isAfterAck: boolean;
}

export interface Tick {
  readonly x: number;
  readonly label: string;
}

export interface TimelineLayout {
  readonly heightPx: number;
  readonly rows: readonly { readonly replica: number; readonly y: number }[];
  readonly marks: readonly Mark[];
  readonly ticks: readonly Tick[];
  /** 1, or less where attempts stand so close that their marks would melt into one. */
  readonly markScale: number;
  /** Where the ack stands; absent while nothing was revoked. */
  readonly ackX: number | undefined;
  readonly left: number;
  readonly right: number;
}

const LEFT = 74;
const RIGHT = 10;
const TOP = 26;
const ROW = 26;
const AXIS = 24;
const SHORTEST_MS = 20_000;
const LONGEST_MS = 90_000;
/** What came before a revocation is of little interest. */
const BEFORE_ACK_MS = 10_000;
const TICK_STEPS_MS = [5000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000];
const PX_PER_TICK = 70;
/** From one mark to the next of its row, at full size. */
const ROOM_PX = 10;
const SMALLEST_MARK = 5;
const MS = 1000;

/** From the theft, or from a little before the revocation once that is long ago, to now. */
export const timelineLayout = (input: TimelineInput): TimelineLayout => {
  const { fromMs, toMs } = windowOf(input);
  const right = Math.max(LEFT + 1, input.widthPx - RIGHT);
  const xOf = (atMs: number): number => LEFT + ((atMs - fromMs) / (toMs - fromMs)) * (right - LEFT);
  const yOf = (replica: number): number => TOP + ROW * (replica + 0.5);
  const zeroMs = input.ackAtMs ?? input.stolenAtMs;
  return {
    heightPx: TOP + ROW * input.replicaCount + AXIS,
    rows: Array.from({ length: input.replicaCount }, (_, replica) => ({ replica, y: yOf(replica) })),
    marks: input.probes
      .filter(({ atMs }) => atMs >= fromMs && atMs <= toMs)
      .map(({ atMs, replica, outcome }) => ({
        x: xOf(atMs),
        y: yOf(replica),
        outcome,
        isAfterAck: input.ackAtMs !== undefined && atMs >= input.ackAtMs,
      })),
    ticks: ticksOf({ fromMs, toMs, zeroMs, widthPx: right - LEFT }).map(({ atMs, label }) => ({ x: xOf(atMs), label })),
    ackX: input.ackAtMs === undefined ? undefined : xOf(input.ackAtMs),
    markScale: Math.min(1, Math.max(SMALLEST_MARK, xOf(fromMs + THIEF_INTERVAL_MS) - LEFT) / ROOM_PX),
    left: LEFT,
    right,
  };
};

const windowOf = ({ stolenAtMs, ackAtMs, nowMs }: TimelineInput): { fromMs: number; toMs: number } => {
  const isLong = nowMs - stolenAtMs > LONGEST_MS;
  const recentMs = nowMs - LONGEST_MS;
  const fromMs = isLong ? Math.max(stolenAtMs, Math.min(recentMs, (ackAtMs ?? nowMs) - BEFORE_ACK_MS)) : stolenAtMs;
  return { fromMs, toMs: Math.max(nowMs, fromMs + SHORTEST_MS) };
};

interface TickInput {
  readonly fromMs: number;
  readonly toMs: number;
  readonly zeroMs: number;
  readonly widthPx: number;
}

/** Seconds from the revocation, or from the theft while there is none. */
const ticksOf = ({ fromMs, toMs, zeroMs, widthPx }: TickInput): { atMs: number; label: string }[] => {
  const most = Math.max(2, Math.floor(widthPx / PX_PER_TICK));
  const stepMs = TICK_STEPS_MS.find((step) => (toMs - fromMs) / step <= most) ?? toMs - fromMs;
  const first = Math.ceil((fromMs - zeroMs) / stepMs);
  const last = Math.floor((toMs - zeroMs) / stepMs);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const offsetMs = (first + index) * stepMs;
    return { atMs: zeroMs + offsetMs, label: offsetMs > 0 ? `+${offsetMs / MS} s` : `${offsetMs / MS} s` };
  });
};
