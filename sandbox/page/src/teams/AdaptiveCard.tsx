import * as AdaptiveCards from 'adaptivecards';
import { useContext, useEffect, useRef } from 'preact/hooks';
import { ThemeContext } from '../theme';
import type { Theme } from '../theme';
import { markdown } from './markdown';

AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
	result.outputHtml = markdown(text);
	result.didProcess = true;
};

const foreground = (normal: string, subtle: string) => ({ default: normal, subtle });

/** The colors of Teams, light and dark, near enough. */
function hostConfig(theme: Theme): AdaptiveCards.HostConfig {
	const dark = theme === 'dark';
	const text = dark ? '#ffffff' : '#242424';
	const colors = {
		default: foreground(text, dark ? '#adadad' : '#616161'),
		accent: foreground(dark ? '#9299f7' : '#4f52b2', dark ? '#9299f7' : '#4f52b2'),
		good: foreground(dark ? '#92c353' : '#107c10', dark ? '#92c353' : '#107c10'),
		warning: foreground(dark ? '#f8d22a' : '#835b00', dark ? '#f8d22a' : '#835b00'),
		attention: foreground(dark ? '#f9526b' : '#b10e1c', dark ? '#f9526b' : '#b10e1c'),
		dark: foreground(text, text),
		light: foreground('#ffffff', '#e0e0e0'),
	};
	const style = (light: string, night: string) => ({
		backgroundColor: dark ? night : light,
		foregroundColors: colors,
	});
	return new AdaptiveCards.HostConfig({
		fontFamily: 'inherit',
		supportsInteractivity: true,
		spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 12 },
		fontSizes: { small: 12, default: 13, medium: 14, large: 17, extraLarge: 21 },
		containerStyles: {
			default: style('#ffffff', '#292929'),
			emphasis: style('#f0f0f0', '#1f1f1f'),
			accent: style('#e8ebfa', '#2f2f4a'),
			good: style('#e7f2da', '#1f3314'),
			warning: style('#fbf6d9', '#3d3410'),
			attention: style('#fcf4f6', '#3e1f25'),
		},
		actions: {
			maxActions: 6,
			spacing: 'default',
			buttonSpacing: 8,
			actionsOrientation: 'horizontal',
			actionAlignment: 'left',
		},
	});
}

/** A card as Microsoft's own renderer draws it. */
export function AdaptiveCard({ content }: { content: string }) {
	const place = useRef<HTMLDivElement>(null);
	const theme = useContext(ThemeContext);
	useEffect(() => {
		const card = new AdaptiveCards.AdaptiveCard();
		card.hostConfig = hostConfig(theme);
		card.onExecuteAction = (action) => {
			if (action instanceof AdaptiveCards.OpenUrlAction && action.url) window.open(action.url, '_blank', 'noopener');
		};
		card.parse(JSON.parse(content));
		const drawn = card.render();
		place.current?.replaceChildren(...(drawn ? [drawn] : []));
	}, [content, theme]);
	return <div class="adaptive-card" ref={place} />;
}
