/** What people call the objects of jtel. */

export const COCKPIT_VARIABLE = { article: 'a', one: 'cockpit variable', many: 'cockpit variables' } as const;
export const DIALLER_CAMPAIGN = { article: 'a', one: 'dialler campaign', many: 'dialler campaigns' } as const;
export const GROUP = { article: 'an', one: 'ACD group', many: 'ACD groups' } as const;
export const SERVICE_NUMBER = { article: 'a', one: 'service number', many: 'service numbers' } as const;
export const USER = { article: 'a', one: 'user', many: 'users' } as const;
