// How passwords are compared with words that must not be passwords. Only for that: a password is never hashed folded.

/** NFKC and lower case, so that another case or another width does not make a common password a new one. */
export const foldPassword = (password: string): string => password.normalize('NFKC').toLowerCase();
