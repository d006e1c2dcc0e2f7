// How a route says who may call it: everyone with a credential, unless it says otherwise.
import type { Role } from '@authlab/contract';
import { Reflector } from '@nestjs/core';

/** Opens a route to callers without a credential. */
export const Public = Reflector.createDecorator<true | undefined, true>({ transform: () => true });

/** Lets only principals with the role through. */
export const RequiresRole = Reflector.createDecorator<Role>();
