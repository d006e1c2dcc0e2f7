// Checks a body against its schema in the contract; an absent body counts as an empty object.
import { AppError } from '@authlab/contract';
import type { PipeTransform } from '@nestjs/common';
import type { z } from 'zod';

export class ContractBody<Schema extends z.ZodType> implements PipeTransform<unknown, z.output<Schema>> {
  readonly #schema: Schema;

  constructor(schema: Schema) {
    this.#schema = schema;
  }

  /** @throws {AppError} `invalid_request` with each fault's path; never with the value */
  transform(body: unknown): z.output<Schema> {
    return parseBody(this.#schema, body);
  }
}

export const parseBody = <Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> => {
  const result = schema.safeParse(body ?? {});
  if (result.success) return result.data;
  const errors = result.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  throw new AppError('invalid_request', { detail: 'The body does not fit this route.', errors });
};
