// Parsers for the kinds of values that environment variables hold.
import { z } from 'zod';

/** A whole number within bounds, written in decimal digits alone. */
export const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,10}$/u, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, { message: `must be a whole number from ${min} to ${max}` });

export const port = whole(0, 65_535);
export const milliseconds = whole(1, 600_000);

/** A lifetime in seconds; anything from 1 s to ten years. */
export const seconds = whole(1, 315_360_000);

/** Comma separated words; blanks around them do not count. */
export const list = z.string().transform((text) =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== ''),
);

/** A span in seconds that may be nothing. */
export const secondsOrNone = whole(0, 86_400);
