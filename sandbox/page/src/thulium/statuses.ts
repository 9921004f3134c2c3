/** What the statuses of the sample system mean; one that is not here is shown as it is. */
const ENGLISH: Readonly<Record<string, string>> = {
	Nowe: 'New',
	'Oczekuje na klienta': 'Waiting for the customer',
	'Brak odpowiedzi': 'No answer',
	Odłożone: 'Postponed',
	Połączone: 'Merged',
	'W realizacji': 'In progress',
	Magazyn: 'Warehouse',
	Serwis: 'Service',
	Zamknięte: 'Closed',
};

/** `W realizacji - Magazyn (In progress - Warehouse)` */
export function withEnglish(status: string): string {
	const parts = status.split(' - ');
	const english = parts.map((part) => ENGLISH[part] ?? part).join(' - ');
	return english === status ? status : `${status} (${english})`;
}

/** `Changed status from [Nowe (New)] to [Zamknięte (Closed)]` */
export const explained = (change: string) =>
	change.replace(/\[([^\]]+)\]/g, (_all, status: string) => `[${withEnglish(status)}]`);
