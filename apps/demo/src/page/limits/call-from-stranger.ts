// Lets a stranger's page call an API from a frame, and hears from it whether its script could read the answer.
import type { Scheme } from '@authlab/contract';
import { z } from 'zod';
import { openHiddenFrame } from './hidden-frame.ts';

const messageSchema = z.object({ tag: z.string(), couldRead: z.boolean() });
const WAIT_MS = 5000;

export interface StrangersCall {
  readonly origin: string;
  readonly scheme: Scheme;
  readonly tag: string;
}

/** @returns false also when the frame says nothing */
export const callFromStranger = ({ origin, scheme, tag }: StrangersCall): Promise<boolean> =>
  new Promise((resolve) => {
    const close = openHiddenFrame(`${origin}/call?scheme=${scheme}&tag=${tag}`);
    const hear = (event: MessageEvent): void => {
      const message = messageSchema.safeParse(event.data);
      if (event.origin === origin && message.success && message.data.tag === tag) end(message.data.couldRead);
    };
    const end = (couldRead: boolean): void => {
      clearTimeout(timer);
      window.removeEventListener('message', hear);
      close();
      resolve(couldRead);
    };
    const timer = setTimeout(() => end(false), WAIT_MS);
    window.addEventListener('message', hear);
  });
