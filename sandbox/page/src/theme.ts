import { createContext } from 'preact';
import { useEffect, useState } from 'preact/hooks';

export type ThemeChoice = 'system' | 'light' | 'dark';
export type Theme = 'light' | 'dark';

const KEY = 'theme';
const darkSystem = window.matchMedia('(prefers-color-scheme: dark)');

/** What is shown now, for pictures that CSS cannot color. */
export const ThemeContext = createContext<Theme>('light');

const systemTheme = (): Theme => (darkSystem.matches ? 'dark' : 'light');

export function useTheme(): { theme: Theme; choice: ThemeChoice; choose: (choice: ThemeChoice) => void } {
	const [choice, setChoice] = useState(storedChoice);
	const [system, setSystem] = useState(systemTheme);
	useEffect(() => {
		const follow = () => setSystem(systemTheme());
		darkSystem.addEventListener('change', follow);
		return () => darkSystem.removeEventListener('change', follow);
	}, []);
	const choose = (wanted: ThemeChoice) => {
		setChoice(wanted);
		applyTheme(wanted);
		window.localStorage.setItem(KEY, wanted);
	};
	return { theme: choice === 'system' ? system : choice, choice, choose };
}

/** Before the first drawing, so that nothing flashes. */
export function applyTheme(choice: ThemeChoice = storedChoice()): void {
	if (choice === 'system') delete document.documentElement.dataset.theme;
	else document.documentElement.dataset.theme = choice;
}

function storedChoice(): ThemeChoice {
	const stored = window.localStorage.getItem(KEY);
	return stored === 'light' || stored === 'dark' ? stored : 'system';
}
