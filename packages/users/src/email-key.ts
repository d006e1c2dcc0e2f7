// Two spellings of an email address are one account if their keys are equal.

/**
 * The key under which an address is unique: NFC, then lower case in no locale.
 *
 * By RFC 5321 section 2.4 the domain knows no case, and a host may tell local parts apart by case; but none in use
 * does, and people type either. Nothing else is folded (no dots, no `+tag`): which of those are one mailbox
 * only its host knows.
 */
export const emailKey = (email: string): string => email.normalize('NFC').toLowerCase();
