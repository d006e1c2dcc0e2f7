// Draws what became of the stolen credential: one row for each replica, one mark for each attempt.
import { REPLICA_COUNT } from '../../protocol/scheme.ts';
import type { Trial } from '../model/model.ts';
import { useNow } from '../part/use-now.ts';
import { useWidth } from '../part/use-width.ts';
import { sayTrial } from './say-trial.ts';
import { type Mark, timelineLayout, type TimelineLayout } from './timeline-layout.ts';

const REDRAW_MS = 500;
const MARK = 3.2;
/** Told apart by size too. */
const STALE_MARK = 4.6;

export const Timeline = ({ trial }: { readonly trial: Trial }) => {
  const [ref, widthPx] = useWidth();
  const nowMs = useNow(trial.isOver ? 0 : REDRAW_MS);
  const lastMs = trial.probes.at(-1)?.atMs ?? trial.stolenAtMs;
  const layout = timelineLayout({
    probes: trial.probes,
    stolenAtMs: trial.stolenAtMs,
    ackAtMs: trial.revoked?.ackAtMs,
    nowMs: trial.isOver ? lastMs : Math.max(nowMs, lastMs),
    replicaCount: REPLICA_COUNT,
    widthPx,
  });
  return (
    <div ref={ref} className="timeline">
      <svg
        width={widthPx}
        height={layout.heightPx}
        role="img"
        aria-label={`Attempts of the thief over time. ${sayTrial(trial)}`}
      >
        <Rows layout={layout} />
        <Axis layout={layout} />
        {layout.marks.map((mark) => (
          <Attempt key={`${mark.x} ${mark.y}`} mark={mark} scale={layout.markScale} />
        ))}
        {layout.ackX !== undefined && <AckLine layout={layout} x={layout.ackX} label={trial.revoked?.event ?? ''} />}
      </svg>
    </div>
  );
};

const Rows = ({ layout: { rows, left, right } }: { readonly layout: TimelineLayout }) => (
  <>
    {rows.map(({ replica, y }) => (
      <g key={replica}>
        <text x={0} y={y + 4}>
          replica {replica + 1}
        </text>
        <line className="row-line" x1={left} x2={right} y1={y} y2={y} />
      </g>
    ))}
  </>
);

const Axis = ({ layout: { ticks, heightPx } }: { readonly layout: TimelineLayout }) => (
  <>
    {ticks.map(({ x, label }) => (
      <text key={label} className="tick" x={x} y={heightPx - 6} textAnchor="middle">
        {label}
      </text>
    ))}
  </>
);

/** Shape says what happened, colour only repeats it. */
const Attempt = ({ mark: { x, y, outcome, isAfterAck }, scale }: { readonly mark: Mark; readonly scale: number }) => {
  const size = MARK * scale;
  if (outcome === 'accepted') {
    return isAfterAck ? (
      <circle className="mark stale" cx={x} cy={y} r={STALE_MARK * scale} />
    ) : (
      <circle className="mark accepted" cx={x} cy={y} r={size} />
    );
  }
  if (outcome === 'refused') {
    const [west, east, north, south] = [x - size, x + size, y - size, y + size];
    return <path className="mark refused" d={`M${west} ${north}L${east} ${south}M${west} ${south}L${east} ${north}`} />;
  }
  return <rect className="mark failed" x={x - size} y={y - size} width={2 * size} height={2 * size} />;
};

interface AckLineProps {
  readonly layout: TimelineLayout;
  readonly x: number;
  readonly label: string;
}

const AckLine = ({ layout: { rows, right }, x, label }: AckLineProps) => (
  <>
    <line className="ack-line" x1={x} x2={x} y1={16} y2={(rows.at(-1)?.y ?? 0) + 12} />
    <text className="ack-label" x={x} y={11} textAnchor={x > right - 60 ? 'end' : 'start'}>
      {label.replaceAll('-', ' ')}
    </text>
  </>
);
