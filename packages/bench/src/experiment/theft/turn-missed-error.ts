// A story that the machine has spoilt: it says nothing about the target, and is played again.

/** A turn came at another moment than the story needs. */
export class TurnMissedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TurnMissedError';
  }
}
