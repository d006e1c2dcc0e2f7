// In which order jest runs the suites: those that start processes first, so that no long one is alone at the end.
import Sequencer from '@jest/test-sequencer';

/** Parts of paths, longest suites first; what is short fills the gaps at the end. */
const SLOW = ['/everywhere/', '/test/', '/conformance/'];

const rankOf = ({ path }) => {
  const rank = SLOW.findIndex((part) => path.includes(part));
  return rank === -1 ? SLOW.length : rank;
};

/** On a fresh clone jest knows no durations and goes by the size of files, which says nothing about processes. */
export default class SlowSuitesFirst extends Sequencer {
  sort(tests) {
    // oxlint-disable-next-line unicorn/no-array-sort -- jest's own method
    return super.sort(tests).toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}
