import { SERVICE_NAMES } from '../../../core/types';
import type { ServiceName } from '../../../core/types';

/** `?without=kaizala` leaves the phone out. */
const without = new URLSearchParams(window.location.search).getAll('without');

export const shownServices: readonly ServiceName[] = SERVICE_NAMES.filter((name) => !without.includes(name));
