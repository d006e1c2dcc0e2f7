// Everything that can change what the page knows.
import type { DemoEvent } from '../../protocol/demo-event.ts';
import type { StoreView } from '../../protocol/store-view.ts';
import type { Answer, Model } from './model.ts';

/** The password that is good from now on, if the answer is a success. */
export interface Proven {
  readonly email: string;
  readonly password: string;
}

export type Change =
  | { readonly type: 'link'; readonly link: Model['link'] }
  | { readonly type: 'event'; readonly event: DemoEvent }
  | { readonly type: 'answer'; readonly answer: Answer; readonly proven?: Proven | undefined }
  | { readonly type: 'store'; readonly view: StoreView }
  | { readonly type: 'refusal'; readonly refusal: string | undefined }
  /** Everything is as after the start, so no login is left. */
  | { readonly type: 'reset' };
