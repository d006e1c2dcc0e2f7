// What reads the body of one answer, whatever marks its end.

export type OnData = (piece: Buffer) => void;

export interface BodyReader {
  /** @returns how many bytes of the piece belong to the body */
  readonly read: (piece: Buffer, onData: OnData) => number;
  readonly isWhole: boolean;
  readonly endsWithConnection: boolean;
}
