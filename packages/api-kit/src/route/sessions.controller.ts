// A user's own login sessions: see them, end one.
import { AppError, type LoginSession, ROUTES } from '@authlab/contract';
import { Controller, Delete, Get, HttpCode, Param, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Current } from '../access/current-login.decorator.ts';
import type { CurrentLogin } from '../access/current-login.ts';
import { EventLog } from '../log/event-log.ts';
import { LoginSessions } from '../login/login-sessions.ts';

@Controller()
export class SessionsController {
  readonly #sessions: LoginSessions;
  readonly #log: EventLog;

  constructor(sessions: LoginSessions, log: EventLog) {
    this.#sessions = sessions;
    this.#log = log;
  }

  @Get(ROUTES.listSessions.path)
  list(@Current() login: CurrentLogin): Promise<LoginSession[]> {
    return this.#sessions.list(login);
  }

  /** Somebody else's id and an unknown one get the same 404. */
  @Delete(ROUTES.endSession.path)
  @HttpCode(ROUTES.endSession.success)
  async end(@Param('id') id: string, @Current() login: CurrentLogin, @Req() request: Request): Promise<void> {
    if (!(await this.#sessions.endOne(login, id))) throw new AppError('not_found');
    this.#log.record('session_ended', request, { userId: login.principal.id, sessionId: id });
  }
}
