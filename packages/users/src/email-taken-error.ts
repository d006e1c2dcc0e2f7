// Another account already has this address, in whatever case.
import { AppError } from '@authlab/contract';

export class EmailTakenError extends AppError {
  constructor() {
    super('email_taken', { detail: 'This email address already has an account.' });
  }
}
