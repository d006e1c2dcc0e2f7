// Why a fault of the outage experiment has no row, and what would give it one.
import type { OutageResult } from '../../result/outage-result.ts';
import { FAULT_TEXTS } from './fault-text.ts';

const HOW = 'run as root on Linux (CAP_SYS_ADMIN, CAP_NET_ADMIN) with iproute2 and util-linux to have it';

/** Empty, or a sentence with a blank behind it. */
export const leftOutText = ({ leftOut }: OutageResult): string =>
  leftOut
    .map(
      ({ fault, reason }) =>
        `Left out: ${FAULT_TEXTS[fault].short}, because this machine allows no network namespace (${reason}); ${HOW}. `,
    )
    .join('');
