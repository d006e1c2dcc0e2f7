// A request that the control server does not serve.
import type { ControlProblem } from '../../protocol/control-problem.ts';

type Code = ControlProblem['code'];

export const STATUS_OF_REFUSAL: Readonly<Record<Code, number>> = {
  invalid_request: 400,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  internal: 500,
};

/** `message` is what the client is told. */
export class Refusal extends Error {
  readonly code: Code;

  constructor(code: Code, message: string) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
  }
}
