// Registering, logging in and out, changing the password.
import {
  AppError,
  type ChangePassword,
  changePasswordSchema,
  type Login,
  type LogoutEverywhere,
  logoutEverywhereSchema,
  type Principal,
  type Register,
  registerSchema,
  ROUTES,
  type TokenAnswer,
} from '@authlab/contract';
import { changePassword, registerUser, type User } from '@authlab/users';
import { Body, Controller, HttpCode, Inject, Post, Put, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Public } from '../access/access.decorator.ts';
import { Current } from '../access/current-login.decorator.ts';
import type { CurrentLogin } from '../access/current-login.ts';
import { UnauthenticatedError } from '../access/unauthenticated-error.ts';
import { clientAddress } from '../http/client-address.ts';
import { ContractBody } from '../http/contract-body.pipe.ts';
import { requireSecureTransport } from '../http/secure-transport.ts';
import { EventLog } from '../log/event-log.ts';
import { ACCOUNTS, type Accounts } from '../login/accounts.ts';
import { LocalGuard } from '../login/local.guard.ts';
import { LoginLimits } from '../login/login-limits.ts';
import { LoginSessions } from '../login/login-sessions.ts';

@Controller()
export class AuthController {
  readonly #accounts: Accounts;
  readonly #sessions: LoginSessions;
  readonly #limits: LoginLimits;
  readonly #log: EventLog;

  constructor(@Inject(ACCOUNTS) accounts: Accounts, sessions: LoginSessions, limits: LoginLimits, log: EventLog) {
    this.#accounts = accounts;
    this.#limits = limits;
    this.#sessions = sessions;
    this.#log = log;
  }

  @Public(true)
  @Post(ROUTES.register.path)
  async register(@Body(new ContractBody(registerSchema)) body: Register, @Req() request: Request): Promise<Principal> {
    // Hashing costs us more than asking costs them.
    await this.#limits.takeAddress(clientAddress(request));
    const { id, roles } = await registerUser(this.#accounts, body);
    this.#log.record('registered', request, { userId: id });
    return { id, roles: [...roles] };
  }

  @Public(true)
  @UseGuards(LocalGuard)
  @Post(ROUTES.login.path)
  @HttpCode(ROUTES.login.success)
  async login(
    @Req() request: Request & { user: User; body: Login },
    @Res({ passthrough: true }) response: Response,
  ): Promise<Principal | TokenAnswer> {
    const exchange = { request, response };
    const { answer, current } = await this.#sessions.begin(exchange, request.user, request.body.device);
    try {
      await this.#insistOnStillProven(request.user);
    } catch (error) {
      // First of all, and whatever fails next: an answer that is no success must not carry the credential.
      this.#sessions.takeBack(exchange);
      await this.#sessions.endCurrent(exchange, current);
      throw error;
    }
    this.#log.record('login', request, { userId: request.user.id });
    return answer;
  }

  @Post(ROUTES.logout.path)
  @HttpCode(ROUTES.logout.success)
  async logout(
    @Current() login: CurrentLogin,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.#sessions.endCurrent({ request, response }, login);
    this.#log.record('logout', request, { userId: login.principal.id, sessionId: login.sessionId });
  }

  @Post(ROUTES.logoutEverywhere.path)
  @HttpCode(ROUTES.logoutEverywhere.success)
  async logoutEverywhere(
    @Body(new ContractBody(logoutEverywhereSchema)) { keepCurrent = false }: LogoutEverywhere,
    @Current() login: CurrentLogin,
    @Req() request: Request,
  ): Promise<void> {
    const { id } = login.principal;
    const epoch = await this.#accounts.users.raiseEpoch(id);
    // Nobody who is not there any more can have a login session.
    if (epoch === undefined) throw new UnauthenticatedError('ended', { presented: true });
    await this.#sessions.endAll({ id, epoch }, keepCurrent ? login : undefined);
    this.#log.record('logout_everywhere', request, { userId: id, keepCurrent });
  }

  @Put(ROUTES.changePassword.path)
  @HttpCode(ROUTES.changePassword.success)
  async changePassword(
    @Body(new ContractBody(changePasswordSchema)) body: ChangePassword,
    @Current() login: CurrentLogin,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const { id: userId } = login.principal;
    // Before anything changes: the renewed credential must be able to arrive.
    requireSecureTransport(request);
    // Whoever holds a stolen credential could guess the password here.
    await this.#limits.takeConfirmation(userId);
    const user = await changePassword(this.#accounts, { userId, ...body });
    await this.#sessions.endAll(user, login);
    await this.#sessions.renew({ request, response }, user, login);
    // Last: were Redis to fail here, every ending above would be done already.
    await this.#limits.clearConfirmation(userId);
    this.#log.record('password_changed', request, { userId });
  }

  /**
   * Whoever ends all logins of a user first raises the epoch (or disables the user), then ends what is there. A login
   * that was proven before and stored after would live on: so it looks once more, after it is stored.
   */
  async #insistOnStillProven(proven: User): Promise<void> {
    const user = await this.#accounts.users.findById(proven.id);
    if (user === undefined || user.disabled || user.epoch !== proven.epoch) throw new AppError('invalid_credentials');
  }
}
